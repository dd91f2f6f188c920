import { expect, test } from 'vitest'
import { readingSlots } from './reading-slots.js'

test('no more readings go on at once than there are slots, and all are done in the order they came', async () => {
  const inSlot = readingSlots(2)
  const begun: number[] = []
  let under = 0
  let most = 0
  const read = (n: number) =>
    inSlot(async () => {
      begun.push(n)
      under += 1
      most = Math.max(most, under)
      await Promise.resolve()
      under -= 1
      return n
    })
  expect(await Promise.all([1, 2, 3, 4, 5].map(read))).toEqual([1, 2, 3, 4, 5])
  expect(begun).toEqual([1, 2, 3, 4, 5])
  expect(most).toBe(2)
})

test('a reading that fails gives its slot to the next', async () => {
  const inSlot = readingSlots(1)
  const failed = inSlot(() => Promise.reject(new Error('网站没有应答')))
  const next = inSlot(async () => '读到了')
  await expect(failed).rejects.toThrow('网站没有应答')
  expect(await next).toBe('读到了')
})
