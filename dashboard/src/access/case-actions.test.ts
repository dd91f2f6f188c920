import type { CaseState } from '@huiyin/domain/case-file'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { MeView } from '@huiyin/domain/http/sessions'
import { expect, test } from 'vitest'
import { movesFor } from './case-actions.js'

const person = (role: MeView['roles'][number]) => ({ roles: [role] }) as unknown as MeView
const file = (state: CaseState, met: boolean) =>
  ({
    state,
    leadUnit: { code: 'zhujian-ju', name: '住房和城乡建设局' },
    deadlines: [{ code: 'response', metAt: met ? '2026-03-01T10:00:00Z' : null }],
  }) as unknown as CaseFileView

test('a dispatched case can be received and answered by the unit, not closed', () => {
  expect(movesFor(person('unit'), file('dispatched', false))).toEqual(['received', 'responded', 'noted'])
})
test('the officer may close only when every clock is met', () => {
  expect(movesFor(person('duty-officer'), file('handling', false))).not.toContain('closed')
  expect(movesFor(person('duty-officer'), file('answered', true))).toContain('closed')
})
test('an answered case has no clock left to answer', () => {
  expect(movesFor(person('duty-officer'), file('answered', true))).not.toContain('responded')
})
test('a closed case can be reopened by the officer and noted by the leader', () => {
  expect(movesFor(person('duty-officer'), file('closed', true))).toEqual(['noted', 'reopened'])
  expect(movesFor(person('leader'), file('closed', true))).toEqual(['noted'])
})
