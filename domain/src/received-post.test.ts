import { expect, test } from 'vitest'
import { readCount, readReceivedPost } from './received-post.js'

const now = new Date('2026-08-03T14:00:00+08:00')
const means = { now, cleanUrl: (url: string) => (/^https?:\/\/\S+$/.test(url) ? url : null) }
const problemsOf = (written: Parameters<typeof readReceivedPost>[0]) => {
  const found = readReceivedPost(written, means)
  return 'problems' in found ? found.problems.map(({ field }) => field) : []
}

test('a text alone is a post; its beginning is the title', () => {
  const found = readReceivedPost({ text: '西门桥积水了。早上车过不去' }, means)
  expect(found).toMatchObject({
    post: { title: '西门桥积水了', text: '西门桥积水了。早上车过不去', url: null },
  })
})

test('all that is wrong with a post is said at once, by field', () => {
  expect(
    problemsOf({
      text: '停水',
      publishedAt: '上上个月',
      url: 'www.example.cn',
      reads: '很多',
      author: '=A1',
    }),
  ).toEqual(['publishedAt', 'url', 'author', 'reads'].sort((a, b) => order.indexOf(a) - order.indexOf(b)))
})
const order = ['publishedAt', 'url', 'reads', 'author']

test('a post of next year has a wrong year', () => {
  expect(problemsOf({ text: '停水', publishedAt: '2027-08-03 10:00' })).toEqual(['publishedAt'])
})

test('nothing is not a post, and a formula is not a text', () => {
  expect(problemsOf({ title: '  ' })).toEqual(['text'])
  expect(problemsOf({ text: '=HYPERLINK("http://x")' })).toEqual(['text'])
})

test('counts are read as people write them', () => {
  expect(['1,234', '1.2万', '10w+', '3亿', '-1', '很多', '1e9'].map(readCount)).toEqual([
    1234,
    12_000,
    100_000,
    300_000_000,
    null,
    null,
    null,
  ])
})
