import { InvalidInput } from '@huiyin/domain/errors'
import type { FeedOrder } from '@huiyin/domain/opinion-event'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent } from './testing-builders.js'

let shelf: TestStore
const grades: readonly SeverityGrade[] = ['IV', 'II', 'IV', 'III', 'I', 'III', 'IV']

beforeAll(async () => {
  shelf = await openTestStore()
  await shelf.store.as({ kind: 'service', name: 'analyzer' }).transaction(async (tx) => {
    for (const [minute, grade] of grades.entries())
      await buildEvent(tx, {
        title: `${grade}-${minute}`,
        foundAt: new Date(Date.UTC(2026, 2, 2, 1, minute)),
        judgement: { grade },
      })
  })
})
afterAll(() => shelf.close())

const page = (order: FeedOrder, cursor?: string) =>
  shelf.store
    .as({ kind: 'service', name: 'api' })
    .transaction((tx) => tx.eventViews.page({ order, limit: 2, ...(cursor ? { cursor } : {}) }))

/** All titles, read two at a time. */
async function read(order: FeedOrder): Promise<string[]> {
  const titles: string[] = []
  let cursor: string | undefined
  do {
    const { rows, next, total } = await page(order, cursor)
    expect(total).toBe(grades.length)
    titles.push(...rows.map(({ title }) => title))
    cursor = next ?? undefined
  } while (cursor)
  return titles
}

test('the gravest come first, and of a grade the newest, over all pages', async () => {
  expect(await read('gravest')).toEqual(['I-4', 'II-1', 'III-5', 'III-3', 'IV-6', 'IV-2', 'IV-0'])
})

test('by time the newest come first', async () => {
  expect(await read('latest')).toEqual(['IV-6', 'III-5', 'I-4', 'III-3', 'IV-2', 'II-1', 'IV-0'])
})

test('a page of one order does not go on in the other', async () => {
  const [latest, gravest] = [await page('latest'), await page('gravest')]
  await expect(page('gravest', latest.next ?? '')).rejects.toBeInstanceOf(InvalidInput)
  await expect(page('latest', gravest.next ?? '')).rejects.toBeInstanceOf(InvalidInput)
})
