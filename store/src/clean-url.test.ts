import { expect, test } from 'vitest'
import { cleanUrl } from './clean-url.js'

test('copies of one post that differ in tracking are one address', () => {
  const clean = 'https://bbs.example.cn/thread?tid=12&page=2'
  expect(
    cleanUrl('https://bbs.example.cn/thread?tid=12&utm_source=wx&page=2&spm=a.b&from=timeline#reply3'),
  ).toBe(clean)
  expect(cleanUrl(clean)).toBe(clean)
})

test('a relative link is resolved and a script link is not an address', () => {
  expect(cleanUrl('./t20260803_1.shtml', 'https://www.example.gov.cn/zx/index.html')).toBe(
    'https://www.example.gov.cn/zx/t20260803_1.shtml',
  )
  expect(cleanUrl('javascript:void(0)', 'https://www.example.gov.cn/')).toBeNull()
})

test('the route of a script-rendered site is part of the address', () => {
  expect(cleanUrl('https://m.example.cn/#/post/7')).toBe('https://m.example.cn/#/post/7')
})
