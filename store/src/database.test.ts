import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Db, openDatabase } from './database.js'
import { createTestDatabase, type TestDatabase } from './testing.js'

let database: TestDatabase
let db: Db
beforeAll(async () => {
  database = await createTestDatabase()
  db = await openDatabase(database.serviceUrl, { log: pino({ level: 'silent' }) })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

test('counts are numbers, instants are Dates, and a day is the day that was written', async () => {
  const { rows } = await sql`
    select count(*) as count, timestamptz '2026-03-02 00:30+08' as at, date '2026-03-02' as day
    from generate_series(1, 3)`.execute(db)
  expect(rows).toEqual([{ count: 3, at: new Date('2026-03-01T16:30:00Z'), day: '2026-03-02' }])
})
