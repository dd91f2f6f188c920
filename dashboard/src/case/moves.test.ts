import { type CaseProgress, openedCase } from '@huiyin/domain/case-file'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { MeView } from '@huiyin/domain/http/sessions'
import type { UnitCode } from '@huiyin/domain/ids'
import { expect, test } from 'vitest'
import { moveForms } from './move-forms.js'
import { bodyOf, isReady, overlong } from './move-values.js'
import { movesFor, nextMove, waitsFor } from './moves.js'

const person = (role: MeView['roles'][number], unitCode: string | null = null) =>
  ({ roles: [role], unitCode }) as unknown as MeView
const water = 'shuiwu-ju' as UnitCode
const housing = 'zhujian-ju' as UnitCode
const file = (over: Partial<CaseProgress> = {}, view: Partial<CaseFileView> = {}) => {
  const progress: CaseProgress = { ...openedCase(['response']), leadUnitCode: water, ...over }
  return {
    state: progress.state,
    progress,
    leadUnit: { code: water, name: '水务局' },
    assistUnits: [],
    overdueCount: 0,
    unitNames: {},
    deadlines: [{ code: 'response', metAt: null, metBy: 'reply' }],
    actions: [],
    ...view,
  } as unknown as CaseFileView
}
const dispatched = file({ state: 'dispatched' })
const answered = file({ state: 'answered', unmet: [], answers: 1 })

test('a dispatched case waits for the unit to receive it; the desk is told for whom', () => {
  const unit = person('unit', water)
  expect(nextMove(unit, movesFor(unit, dispatched), dispatched)).toBe('received')
  const desk = person('duty-officer')
  expect(nextMove(desk, movesFor(desk, dispatched), dispatched)).toBeNull()
  expect(waitsFor(dispatched)).toBe('等待水务局签收')
})

test('an assisting unit answers its part and not the clock', () => {
  const helped = file({ state: 'handling', assisting: [{ unitCode: housing, part: 'received' }] })
  const moves = movesFor(person('unit', housing), helped)
  expect(moves).toContain('contributed')
  expect(moves).not.toContain('responded')
})

test('only an answered case is closed, and closing is what it waits for', () => {
  const desk = person('duty-officer')
  expect(movesFor(desk, file({ state: 'handling' }))).not.toContain('closed')
  expect(nextMove(desk, movesFor(desk, answered), answered)).toBe('closed')
})

test('an interpretation is asked for only where a policy was misread', () => {
  const desk = person('duty-officer')
  const handling = file({ state: 'handling' })
  expect(movesFor(desk, handling)).not.toContain('interpretation-asked')
  expect(movesFor(desk, { ...handling, policyMisread: true })).toContain('interpretation-asked')
})

test('a unit that returned once is not offered to return again', () => {
  const unit = person('unit', water)
  expect(movesFor(unit, dispatched)).toContain('returned')
  expect(movesFor(unit, file({ state: 'dispatched', returnedOnce: [water] }))).not.toContain('returned')
})

test('a text past its limit is said to be too long and stays as it is', () => {
  const [field] = moveForms.noted.fields
  const values = { note: '长'.repeat(2001), audience: 'all' }
  expect(overlong(field!, values.note)).toContain('已填 2,001 字，最多 2,000 字')
  expect(isReady(moveForms.noted, values)).toBe(false)
})

test('an answer is sent with the evidence its clock asks for, and what was left empty is not sent', () => {
  const values = { timerCode: 'response', reference: ' 文号1 ', summary: '已恢复供水' }
  expect(bodyOf('responded', values, dispatched)).toEqual({
    timerCode: 'response',
    evidence: { kind: 'reply', reference: '文号1', summary: '已恢复供水' },
  })
  expect(bodyOf('dispatched', { unitCode: water, note: '' }, dispatched)).toEqual({ unitCode: water })
  expect(bodyOf('assisted', { unitCodes: [], note: '' }, dispatched)).toEqual({ unitCodes: [] })
})
