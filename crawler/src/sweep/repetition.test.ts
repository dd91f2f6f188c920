import { expect, test } from 'vitest'
import { repetition, tellingPages } from './repetition.js'

const day = (n: number) => `http://a.cn/day?d=${n}`
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Begins a hundred pages at once and answers which of them may be fetched, as they may. */
function beginAll(watch: ReturnType<typeof repetition>, url: (n: number) => string) {
  const started: string[] = []
  for (let n = 0; n < 100; n++) void watch.begin(url(n)).then(() => started.push(url(n)))
  return started
}

test('of a trap no more pages are under way than it takes to know it', async () => {
  const watch = repetition()
  const started = beginAll(watch, day)
  await settle()
  expect(started).toHaveLength(tellingPages)
  const told = started.slice(0, tellingPages).map((url) => watch.end(url, 0))
  expect(told.filter(Boolean)).toHaveLength(1)
  await settle()
  expect(started).toHaveLength(100)
})

test('posts that are new are read on as fast as they come', async () => {
  const watch = repetition()
  const started = beginAll(watch, day)
  await settle()
  for (let n = 0; n < started.length; n++) {
    expect(watch.end(day(n), 1)).toBe(false)
    await settle()
  }
  expect(started).toHaveLength(100)
})

test('pages that could not be read tell nothing and keep nobody waiting', async () => {
  const watch = repetition()
  const started = beginAll(watch, day)
  await settle()
  for (let n = 0; n < started.length; n++) {
    expect(watch.end(day(n), null)).toBe(false)
    await settle()
  }
  expect(started).toHaveLength(100)
})

test('a trap holds up no pages of another shape', async () => {
  const watch = repetition()
  beginAll(watch, day)
  await watch.begin('http://a.cn/post/1.html')
})
