import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendTogether } from './send-together.js'
import { openTestStore, type TestStore } from './testing.js'
import type { Tx } from './tx.js'

let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore()
})
afterAll(() => opened.close())

const as = <T>(work: (tx: Tx) => Promise<T>) =>
  opened.store.as({ kind: 'service', name: 'analyzer' }).transaction(work)
const put = (word: string) => sql`insert into event_word (word, events) values (${word}, 1)`
const words = sql<{ word: string }>`select word from event_word order by word`

test('what is sent together is done in order, each seeing what came before, as the actor', async () => {
  const [, first, , second] = await as((tx) => sendTogether(tx.db, put('停水'), words, put('停电'), words))
  expect([first.rows.length, second.rows.length]).toEqual([1, 2])
})

test('the first that fails fails the whole, with its own reason, and nothing of it is kept', async () => {
  const failing = as((tx) => sendTogether(tx.db, put('噪声'), put('停水'), put('夜市')))
  await expect(failing).rejects.toThrow(/event_word_pkey/)
  expect((await as((tx) => words.execute(tx.db))).rows.map(({ word }) => word)).toEqual(
    ['停水', '停电'].sort(),
  )
})
