import { expect, test } from 'vitest'
import { hideAuthor } from './hide-author.js'
import { pseudonym } from './pseudonym.js'

test('one handle on one source is one person, on another source another, and the key decides', () => {
  const here = pseudonym('小城故事', 'board', 'key')
  expect(pseudonym(' 小城故事 ', 'board', 'key')).toBe(here)
  expect(here).toMatch(/^网友[0-9a-f]{8}$/)
  expect(pseudonym('小城故事', 'weibo', 'key')).not.toBe(here)
  expect(pseudonym('小城故事', 'board', 'other key')).not.toBe(here)
})

test('who signs his post with his handle is hidden there too, a body is not', () => {
  expect(hideAuthor('请尽快处理。欧阳建', '欧阳建', '网友1')).toBe('请尽快处理。网友1')
  expect(hideAuthor('请尽快处理。qing_he88', 'qing_he88', '网友1')).toBe('请尽快处理。网友1')
  expect(hideAuthor('水务局答复：已恢复供水。', '水务局', '网友1')).toBe('水务局答复：已恢复供水。')
  expect(hideAuthor('停水三天', '停水', '网友1')).toBe('停水三天')
})
