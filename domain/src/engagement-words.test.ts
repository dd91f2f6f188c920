import { expect, test } from 'vitest'
import { countWords, engagementWords } from './engagement-words.js'

test('counts are read in ten-thousands and never rounded up', () => {
  expect([0, 9999, 10_000, 12_990, 340_000_000].map(countWords)).toEqual([
    '0',
    '9999',
    '1 万',
    '1.2 万',
    '3.4 亿',
  ])
})
test('a count the page does not show is left out; a shown nought stays', () => {
  expect(engagementWords({ reads: 12_900, comments: 0 })).toBe('阅\u00a01.2\u00a0万，评\u00a00')
  expect(engagementWords({})).toBe('')
})
