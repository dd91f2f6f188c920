import { expect, test } from 'vitest'
import { largePlace } from './large-place.js'

/** Lets everything run that waits for nothing outside. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('the second large page waits until the first has been read', async () => {
  const claim = largePlace()
  const [first, second] = [claim(), claim()]
  const order: string[] = []
  await first.enter()
  const waiting = second.enter().then(() => order.push('second in'))
  await settle()
  order.push('first read')
  first.leave()
  await waiting
  expect(order).toEqual(['first read', 'second in'])
})

test('a visit with several large pages enters once', async () => {
  const one = largePlace()()
  await one.enter()
  await one.enter()
  one.leave()
})

test('a visit given up in line, or that never entered, keeps nobody waiting', async () => {
  const claim = largePlace()
  const [first, givenUp, small, third] = [claim(), claim(), claim(), claim()]
  await first.enter()
  void givenUp.enter()
  const third_ = third.enter()
  givenUp.leave()
  small.leave()
  first.leave()
  await third_
  third.leave()
  await claim().enter()
})
