import { expect, test } from 'vitest'
import { parsePublishedAt, publishedAtOfUrl } from './published-at.js'

const now = new Date('2026-08-03T14:00:00+08:00')

test.each([
  ['2026-08-03 12:34', '2026-08-03T12:34:00+08:00'],
  ['发布时间：2026-08-03 12:34:56　来源：县政府办', '2026-08-03T12:34:56+08:00'],
  ['2026年8月3日', '2026-08-03T00:00:00+08:00'],
  ['2026年08月03日 09时05分', '2026-08-03T09:05:00+08:00'],
  ['２０２６年８月３日', '2026-08-03T00:00:00+08:00'],
  ['2026/8/3 下午 1:20', '2026-08-03T13:20:00+08:00'],
  ['[2026.08.03]', '2026-08-03T00:00:00+08:00'],
  ['08-03 12:34', '2026-08-03T12:34:00+08:00'],
  ['12-31', '2025-12-31T00:00:00+08:00'],
  ['3分钟前', '2026-08-03T13:57:00+08:00'],
  ['2小时前', '2026-08-03T12:00:00+08:00'],
  ['半小时前', '2026-08-03T13:30:00+08:00'],
  ['昨天 12:03', '2026-08-02T12:03:00+08:00'],
  ['今天09:15', '2026-08-03T09:15:00+08:00'],
  ['2026-08-03T04:34:00Z', '2026-08-03T12:34:00+08:00'],
  ['2026-08-03T12:34:00+0800', '2026-08-03T12:34:00+08:00'],
  ['Mon, 03 Aug 2026 04:34:00 GMT', '2026-08-03T12:34:00+08:00'],
  ['20260803', '2026-08-03T00:00:00+08:00'],
])('“%s” is %s', (text, expected) => {
  expect(parsePublishedAt(text, now)).toEqual(new Date(expected))
})

test.each(['', '暂无', '2026-02-30', '2026-13-01', '电话 0571-88886666', '第3-4版', '2030-01-01'])(
  '“%s” names no time, and the present is not put in its place',
  (text) => {
    expect(parsePublishedAt(text, now)).toBeNull()
  },
)

test('the day in an address is a last resort', () => {
  expect(publishedAtOfUrl('http://a.gov.cn/zx/t20260801_123456.shtml', now)).toEqual(
    new Date('2026-08-01T00:00:00+08:00'),
  )
  expect(publishedAtOfUrl('http://a.gov.cn/2026/08/01/a.html', now)).toEqual(
    new Date('2026-08-01T00:00:00+08:00'),
  )
  expect(publishedAtOfUrl('http://a.gov.cn/art/123456.html', now)).toBeNull()
})
