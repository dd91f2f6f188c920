import { expect, test } from 'vitest'
import { dueChangeWords } from './due-change.js'

const monday = '2026-03-02T16:00:00.000Z'

test('a moved limit names both ends, one that stands is not said to have moved', () => {
  expect(dueChangeWords(monday, '2026-03-03T16:00:00.000Z')).toBe(
    '截止由 2026-03-02 24:00 改为 2026-03-03 24:00',
  )
  expect(dueChangeWords(monday, monday)).toBe('截止不变，仍为 2026-03-02 24:00')
})
