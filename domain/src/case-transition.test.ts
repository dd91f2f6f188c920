import { describe, expect, test } from 'vitest'
import type { CaseAction } from './case-action.js'
import { type CaseProgress, openedCase } from './case-file.js'
import { apply } from './case-transition.js'
import { IllegalTransition } from './errors.js'
import type { UnitCode } from './ids.js'

const accepted: CaseProgress = openedCase(['response'])
const dispatch: CaseAction = { kind: 'dispatched', unitCode: 'shuiwu-ju' }
const respond = (timerCode: string): CaseAction => ({
  kind: 'responded',
  timerCode,
  evidence: { kind: 'reply', reference: 'http://example.gov.cn/1', summary: '已恢复供水' },
})
const after = (...actions: CaseAction[]) =>
  actions.reduce((progress, action, index) => apply(progress, action, index + 1), accepted)

describe('a case file', () => {
  test('is dispatched, answered by evidence and closed', () => {
    const answered = after(dispatch, { kind: 'received' }, respond('response'))
    expect(answered).toMatchObject({ state: 'answered', leadUnitCode: 'shuiwu-ju' as UnitCode, unmet: [] })
    expect(apply(answered, { kind: 'closed', conclusion: '已恢复供水' }).state).toBe('closed')
  })

  test('stays in handling until its last clock is met', () => {
    const two: CaseProgress = { ...accepted, unmet: ['first-statement', 'press-briefing'] }
    const once = apply(apply(two, dispatch), respond('first-statement'))
    expect(once).toMatchObject({ state: 'handling', unmet: ['press-briefing'] })
    expect(apply(once, respond('press-briefing')).state).toBe('answered')
  })

  test('cannot be answered before it is dispatched, and says what to do', () => {
    expect(() => after(respond('response'))).toThrow('案件已受理，不能登记回应：请先交办责任单位，再登记回应')
  })

  test('takes the notice of an amendment before it is dispatched, and goes on waiting for its unit', () => {
    const two: CaseProgress = { ...accepted, unmet: ['disclosure-amend', 'disclosure'] }
    const noticed = apply(two, respond('disclosure-amend'))
    expect(noticed).toMatchObject({ state: 'accepted', unmet: ['disclosure'] })
    expect(apply(noticed, dispatch).state).toBe('dispatched')
    expect(() => apply(noticed, respond('disclosure'))).toThrow('请先交办')
  })

  test('cannot be closed while a clock has no evidence', () => {
    expect(() => after(dispatch, { kind: 'closed', conclusion: '算了' })).toThrow(IllegalTransition)
  })

  test('does not meet the same clock twice', () => {
    expect(() => after(dispatch, respond('response'), respond('response'))).toThrow(
      '该时限不存在，或已登记过回应依据',
    )
  })

  test('can be reopened after it was closed, and only then', () => {
    const closed = after(dispatch, respond('response'), { kind: 'closed', conclusion: '已办' })
    expect(apply(closed, { kind: 'reopened', reason: '群众反映仍停水' }).state).toBe('handling')
    expect(() => apply(accepted, { kind: 'reopened', reason: '再看' })).toThrow(IllegalTransition)
  })
})
