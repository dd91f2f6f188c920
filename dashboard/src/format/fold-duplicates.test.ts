import type { ItemView } from '@huiyin/domain/http/opinion-events'
import { expect, test } from 'vitest'
import { foldDuplicates } from './fold-duplicates.js'

const item = (id: string, duplicateOf: string | null = null) => ({ id, duplicateOf }) as ItemView
const shape = (items: ItemView[]) => foldDuplicates(items).map((f) => [f.item.id, f.copies.map((c) => c.id)])

test('a repost of a repost is folded under the first post', () => {
  expect(shape([item('c', 'b'), item('a'), item('b', 'a'), item('x')])).toEqual([
    ['a', ['c', 'b']],
    ['x', []],
  ])
})
test('a repost whose original is not shown stands for itself', () => {
  expect(shape([item('b', 'elsewhere')])).toEqual([['b', []]])
})
