import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type EffectScope, effectScope } from 'vue'
import { useWrittenCheck } from './use-written-check.js'

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

/** A server that answers when the test says so, in whichever order. */
function slowServer() {
  const answers: ((words: string) => void)[] = []
  const check = vi.fn(() => new Promise<string>((answer) => answers.push(answer)))
  const written = scope.run(() => useWrittenCheck(check))
  if (!written) throw new Error('the scope is stopped')
  return { ...written, check, answers }
}

test('many keys in a row are one question', async () => {
  const { lookSoon, check } = slowServer()
  for (let key = 0; key < 5; key += 1) lookSoon()
  expect(check).not.toHaveBeenCalled()
  await vi.runAllTimersAsync()
  expect(check).toHaveBeenCalledTimes(1)
})

test('an answer to what was written before is not shown, however late it comes', async () => {
  const { look, found, answers } = slowServer()
  const [first, second] = [look(), look()]
  answers[1]?.('new')
  answers[0]?.('old')
  await Promise.all([first, second])
  expect(found.value).toBe('new')
})

test('what is forgotten while it is asked about stays forgotten', async () => {
  const { look, forget, found, answers } = slowServer()
  const asked = look()
  forget()
  answers[0]?.('old')
  await asked
  expect(found.value).toBeNull()
})

test('nothing is asked once the page is left', async () => {
  const { lookSoon, check } = slowServer()
  lookSoon()
  scope.stop()
  await vi.runAllTimersAsync()
  expect(check).not.toHaveBeenCalled()
})

test('a refused question leaves the last answer and says why', async () => {
  const answers = [Promise.resolve('fine'), Promise.reject(new Error('offline'))]
  const written = scope.run(() => useWrittenCheck(() => answers.shift() ?? Promise.resolve('')))
  await written?.look()
  await written?.look()
  expect(written?.found.value).toBe('fine')
  expect(written?.problem.value).not.toBeNull()
})
