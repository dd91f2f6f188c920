import { expect, test } from 'vitest'
import { IllegalTransition, InvalidInput } from './errors.js'
import { type Day, parseDay } from './shanghai.js'
import { supervisorNotice } from './supervisor-notice.js'
import {
  afterStep,
  isSuggestionLate,
  pendingLifts,
  type SuggestionStanding,
  type SuggestionStep,
} from './supervisor-suggestion.js'

const day = (text: string): Day => parseDay(text)
const context = { today: day('2026-03-10'), receivedOn: day('2026-03-02'), lifts: [], by: 'officer' }
const registered: SuggestionStanding = {
  state: 'registered',
  unitCode: null,
  limitOn: null,
  accusedUnits: [],
}
const handOn: SuggestionStep = { kind: 'handed-on', unitCode: 'water', limitOn: '2026-03-20' }
const answer: SuggestionStep = { kind: 'answered', outcome: 'done', text: '已在公示栏公布。' }
const feedBack: SuggestionStep = { kind: 'fed-back', means: 'phone', on: '2026-03-09', text: '已电话告知' }
const after = (...steps: SuggestionStep[]) =>
  steps.reduce((standing, step) => afterStep(standing, step, context), registered)

test('a suggestion is handed on, answered, fed back and closed, in this order', () => {
  expect(after(handOn, answer, feedBack, { kind: 'closed' })).toEqual({
    state: 'closed',
    unitCode: 'water',
    limitOn: '2026-03-20',
    accusedUnits: [],
  })
  for (const early of [answer, feedBack, { kind: 'closed' } as const])
    expect(() => after(early)).toThrow(IllegalTransition)
  expect(() => after(handOn, answer, { kind: 'closed' })).toThrow('反馈后才能办结')
})

test('it is never handed to a unit it accuses, and taken from one it turns out to accuse', () => {
  const walled: SuggestionStep = { kind: 'walled', unitCode: 'water', reason: '反映该单位' }
  expect(() => after(walled, handOn)).toThrow(InvalidInput)
  expect(after(handOn, walled)).toEqual({
    state: 'registered',
    unitCode: null,
    limitOn: null,
    accusedUnits: ['water'],
  })
  expect(after(handOn, { ...walled, unitCode: 'roads' })).toMatchObject({
    state: 'handed-on',
    unitCode: 'water',
  })
})

test('a wall is lifted by a second person only, once it was asked for', () => {
  const walled = after({ kind: 'walled', unitCode: 'water', reason: '反映该单位' })
  const ask: SuggestionStep = { kind: 'lift-asked', unitCode: 'water', reason: '登记有误' }
  const decide: SuggestionStep = { kind: 'lift-decided', unitCode: 'water', approve: true, reason: '核实' }
  expect(() => afterStep(walled, { ...ask, unitCode: 'roads' }, context)).toThrow('未被标记')
  expect(() => afterStep(walled, decide, context)).toThrow('没有待审批的解除申请')
  const lifts = pendingLifts([{ step: ask, actorId: 'officer' }])
  expect(() => afterStep(walled, ask, { ...context, lifts })).toThrow('已有待审批')
  expect(() => afterStep(walled, decide, { ...context, lifts })).toThrow('第二人审批')
  const second = { ...context, lifts, by: 'leader' }
  expect(afterStep(walled, { ...decide, approve: false }, second)).toEqual(walled)
  expect(afterStep(walled, decide, second)).toEqual({ ...walled, accusedUnits: [] })
  expect(
    pendingLifts([
      { step: ask, actorId: 'officer' },
      { step: decide, actorId: 'leader' },
    ]),
  ).toEqual([])
})

test('limits lie ahead, feedback lies behind', () => {
  expect(() => after({ ...handOn, limitOn: '2026-03-09' })).toThrow('不能早于今天')
  expect(() => after(handOn, answer, { ...feedBack, on: '2026-03-11' })).toThrow('不能晚于今天')
  expect(() => after(handOn, answer, { ...feedBack, on: '2026-03-01' })).toThrow('不能早于收到日期')
})

test('it is late the day after its limit, until it is answered', () => {
  const running = after(handOn)
  expect(isSuggestionLate(running, day('2026-03-20'))).toBe(false)
  expect(isSuggestionLate(running, day('2026-03-21'))).toBe(true)
  expect(isSuggestionLate(after(handOn, answer), day('2026-03-21'))).toBe(false)
})

const noticed = (over: object) => ({
  ...registered,
  number: 1,
  area: '村务公开',
  receivedOn: day('2026-02-03'),
  outcome: null,
  feedback: null,
  ...over,
})
const notice = (
  suggestions: ReturnType<typeof noticed>[],
  duties: Parameters<typeof supervisorNotice>[0]['duties'] = [],
) =>
  supervisorNotice({
    jurisdiction: '青禾县',
    period: { from: day('2026-01-01'), to: day('2026-03-31') },
    today: day('2026-04-01'),
    suggestions,
    duties,
  })

test('the quarterly notice counts what stands in the registers and says what became of each', () => {
  const { title, text } = notice(
    [
      noticed({ state: 'closed', outcome: 'done', feedback: '公示栏已更新', unitCode: 'water' }),
      noticed({ number: 2, state: 'handed-on', unitCode: 'roads', limitOn: day('2026-03-20') }),
    ],
    [
      { name: '督查', isDone: true, isLate: false },
      { name: '总结', isDone: false, isLate: true },
    ],
  )
  expect(title).toBe('青禾县2026年第一季度政务公开工作情况通报')
  expect(text).toContain(
    '收到监督意见和建议 2 条，其中待转办 0 条，办理中 1 条，已答复待反馈 0 条，已反馈 1 条。',
  )
  expect(text).toContain('1. 第 1 号（村务公开，2026-02-03 收到）：已落实。反馈：公示栏已更新。')
  expect(text).toContain('到期的定期工作 2 项，已完成 1 项：督查。')
  expect(text).toContain('超过办理期限尚未答复的 1 条')
  expect(text).toContain('逾期未完成的 1 项：总结。')
})

test('what accuses a unit is not in the notice, not even as a number', () => {
  const { text, leftOut } = notice([noticed({ number: 7, area: '采购问题', accusedUnits: ['water'] })])
  expect(leftOut).toBe(1)
  expect(text).toContain('未收到监督意见和建议')
  expect(text).not.toMatch(/采购|7/)
})
