import { loadEventRules } from '@huiyin/keywords/event-rules'
import { expect, test } from 'vitest'
import { findSpike } from './find-spike.js'

const { spike } = loadEventRules()
const now = new Date('2026-03-02T12:00:00+08:00')
const hoursAgo = (...hours: number[]) =>
  hours.map((hour) => ({ at: now.getTime() - hour * 3_600_000, posts: 1 }))

test('five posts within the first hour of an event are announced, four are not', () => {
  expect(findSpike(hoursAgo(0.1, 0.2, 0.3, 0.4, 0.5), now, spike)).toMatchObject({
    windowHours: 1,
    items: 5,
    reason: '新出现的事件，1 小时内已有 5 条信息',
  })
  expect(findSpike(hoursAgo(0.1, 0.2, 0.3, 0.4), now, spike)).toBeNull()
})

test('an event that has five posts every hour is not announced for five more', () => {
  const steady = Array.from({ length: 240 }, (_, at) => at / 5)
  expect(findSpike(hoursAgo(...steady), now, spike)).toBeNull()
})

test('a quiet event that suddenly gets nine posts an hour is announced with its own measure', () => {
  const quiet = Array.from({ length: 10 }, (_, at) => 5 + at * 10)
  const burst = Array.from({ length: 9 }, (_, at) => at / 10)
  expect(findSpike(hoursAgo(...quiet, ...burst), now, spike)?.reason).toBe(
    '近 1 小时新增 9 条；此前 94 小时共 10 条，同样长的时间里平常不到 1 条',
  )
})

test('posts of a time to come are no growth', () => {
  expect(findSpike(hoursAgo(-1, -2, -3, -4, -5, -6), now, spike)).toBeNull()
})
