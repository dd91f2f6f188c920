import type { Role } from '@huiyin/domain/actor'
import { expect, test } from 'vitest'
import { answers, audits, homeOf, notes, readsContent, triages } from './permissions.js'

const me = (...roles: Role[]) => ({ roles })

test('the administrator sees no case content and starts at the sources', () => {
  expect(readsContent(me('administrator'))).toBe(false)
  expect(homeOf(me('administrator'))).toBe('/sources')
})
test('an administrator who is also duty officer starts at the feed', () => {
  expect(homeOf(me('administrator', 'duty-officer'))).toBe('/feed')
})
test('a unit starts at its cases and answers, but does not triage', () => {
  expect(homeOf(me('unit'))).toBe('/cases')
  expect(answers(me('unit'))).toBe(true)
  expect(triages(me('unit'))).toBe(false)
})
test('a leader reads and notes, but does not triage or answer', () => {
  expect([readsContent, notes, triages, answers].map((may) => may(me('leader')))).toEqual([
    true,
    true,
    false,
    false,
  ])
})
test('a display goes to the wall', () => {
  expect(homeOf(me('display'))).toBe('/wall')
})
test('an auditor starts at the audit; an administrator does not audit himself', () => {
  expect(homeOf(me('auditor'))).toBe('/audit')
  expect(['auditor', 'administrator', 'duty-officer'].map((role) => audits(me(role as Role)))).toEqual([
    true,
    false,
    false,
  ])
  expect(audits(me('auditor', 'administrator'))).toBe(false)
})
