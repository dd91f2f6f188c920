import { expect, test } from 'vitest'
import { writtenOfLine } from './received-line.js'

test('a line of another program becomes a written post, its id the number', () => {
  expect(
    writtenOfLine({
      id: 17,
      text: '停水',
      engagement: { reads: 12, likes: null },
      source: { name: '市平台' },
    }),
  ).toEqual({ id: 17, written: { number: '17', text: '停水', reads: '12' } })
})

test('what is wrong is said in words, with the id it came with', () => {
  expect(writtenOfLine({ id: 'a', text: 5 })).toMatchObject({
    id: 'a',
    error: expect.stringContaining('text 类型不对'),
  })
  expect(writtenOfLine({ engagement: { reads: -1 } })).toMatchObject({
    id: null,
    error: expect.stringContaining('engagement.reads'),
  })
  expect(writtenOfLine([1])).toEqual({ id: null, error: '每行应为一个 JSON 对象' })
})
