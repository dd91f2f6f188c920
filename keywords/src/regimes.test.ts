import { openTimers } from '@huiyin/domain/deadline'
import { InvalidInput } from '@huiyin/domain/errors'
import type { MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import { expect, test } from 'vitest'
import { loadCalendar } from './calendar.js'
import { loadRegimes, regimeWithAdopted } from './regimes.js'

const timers = (regime: string, kind: MatterKind, grade: SeverityGrade, at: string, limitDays?: number) =>
  openTimers({
    regimes: regimeWithAdopted(regime),
    kind,
    grade,
    startAt: new Date(at),
    calendar: loadCalendar(),
    ...(limitDays === undefined ? {} : { limitDays }),
  })
const codes = (...args: Parameters<typeof timers>) =>
  timers(...args).map((t) => `${t.code} ${t.amount} ${t.unit}`)
const at = '2026-03-02T08:00+08:00'

test('the six documents are known', () => {
  expect(loadRegimes().map((r) => r.code)).toEqual([
    'beilun-2017',
    'heshuo-2018',
    'meihekou',
    'national-2016',
    'shangluo-2013',
    'shaomi',
  ])
})

test('a grave emergency owes a statement in five hours and a briefing in twenty-four', () => {
  expect(codes('national-2016', 'emergency', 'I', at)).toEqual([
    'first-statement 5 hours',
    'press-briefing 24 hours',
  ])
  expect(toShanghaiText(timers('national-2016', 'emergency', 'II', at)[0]!.dueAt)).toBe('2026-03-02 13:00')
})

test('every other matter owes a response in forty-eight hours', () => {
  expect(codes('national-2016', 'emergency', 'III', at)).toEqual(['response 48 hours'])
  expect(codes('national-2016', 'opinion', 'I', at)).toEqual(['response 48 hours'])
})

test('和硕 names no hours and takes the national clocks', () => {
  expect(codes('heshuo-2018', 'emergency', 'II', at)).toEqual(codes('national-2016', 'emergency', 'II', at))
})

test('北仑 adds the limit written on the order, in days', () => {
  expect(codes('beilun-2017', 'opinion', 'IV', at)).toEqual(['response 48 hours'])
  expect(codes('beilun-2017', 'opinion', 'IV', at, 3)).toEqual(['response 48 hours', 'assigned-limit 3 days'])
  expect(codes('beilun-2017', 'emergency', 'I', at)).toEqual(['press-briefing 24 hours'])
})

test('梅河口 wants a written reply within five days besides the public one', () => {
  expect(codes('meihekou', 'emergency', 'I', at)).toEqual(['first-statement 5 hours', 'written-reply 5 days'])
  expect(codes('meihekou', 'opinion', 'IV', at)).toEqual(['response 48 hours', 'written-reply 5 days'])
})

test('勺米 counts messages in working days by kind', () => {
  const days = (kind: MatterKind, limit?: number) => timers('shaomi', kind, 'IV', at, limit)[0]?.amount
  expect(days('message.consult')).toBe(3)
  expect(days('message.complaint')).toBe(7)
  expect(days('message.help')).toBe(7)
  expect(days('message.investigate')).toBe(10)
  expect(days('message.difficult')).toBe(15)
  expect(days('message.difficult', 30)).toBe(30)
  expect(days('message.other')).toBe(7)
  expect(days('disclosure')).toBe(20)
  expect(days('disclosure-amend')).toBe(7)
  expect(days('decision-preview')).toBe(10)
  expect(() => days('message.difficult', 20)).toThrow('15 或 30')
})

test('商洛 publishes documents in five working days and activities in a day', () => {
  expect(codes('shangluo-2013', 'document-publish', 'IV', at)).toEqual(['document-publish 5 workdays'])
  expect(codes('shangluo-2013', 'activity-publish', 'IV', at)).toEqual(['activity-publish 24 hours'])
})

test('an unknown regime is answered with the known ones', () => {
  expect(() => regimeWithAdopted('atlantis')).toThrow(InvalidInput)
  expect(() => regimeWithAdopted('atlantis')).toThrow(/national-2016/)
})
