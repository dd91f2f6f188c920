import type { SourceDefinition } from '@huiyin/domain/source'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReadingWorker, type ReadingWorker } from './reading-worker.js'

let reading: ReadingWorker
const definition: SourceDefinition = {
  id: 'board',
  name: '留言板',
  kind: 'board',
  level: 'county',
  url: 'http://a.cn/',
  everySeconds: 600,
  read: { type: 'html', list: { entry: 'li' } },
}
const place = { url: 'http://a.cn/', page: 1, now: new Date('2026-08-03T12:00:00+08:00') }
const page = (html: string) => ({
  bytes: Buffer.from(html),
  hints: { contentType: 'text/html; charset=utf-8' },
})
const good = '<ul><li><a href="/1">路灯坏了没人修</a></li></ul>'
const list = (html: string) => reading.read('listing', page(html), 'http://a.cn/', definition, place)

beforeEach(() => {
  reading = openReadingWorker()
})
afterEach(() => reading.close())

test('a list is read in the thread as it is read anywhere', async () => {
  expect((await list(good)).entries).toEqual([
    { url: 'http://a.cn/1', title: '路灯坏了没人修', publishedAt: null },
  ])
})

test('what is wrong with a page keeps its code and words', async () => {
  await expect(list('<p>没有列表</p>')).rejects.toMatchObject({ name: 'ExtractError', code: 'selector' })
})

test('a page that takes too long is given up, and the next one is read', async () => {
  const hurried = openReadingWorker({ parseMs: 1 })
  const large = page(`<ul>${'<li><a href="/1">路灯</a></li>'.repeat(200_000)}</ul>`)
  await expect(hurried.read('listing', large, 'http://a.cn/', definition, place)).rejects.toMatchObject({
    code: 'too-long',
  })
  await hurried.close()
  expect((await list(good)).entries).toHaveLength(1)
})

test('millions of nested tags cost only their own page', async () => {
  const failed = await list(`<ul>${'<div>'.repeat(5_000_000)}`).catch((error: { code: string }) => error.code)
  expect(['too-big', 'too-long', 'nested', 'selector']).toContain(failed)
  expect((await list(good)).entries).toHaveLength(1)
})
