import { type Static, Type } from 'typebox'
import { Forbidden, IllegalTransition, InvalidInput } from './errors.js'
import { oneOf } from './literal.js'
import type { Day } from './shanghai.js'

/** By which way a suggestion came (勺米 监督员管理 三（四）). */
export const suggestionMeans = ['email', 'phone', 'letter', 'meeting', 'other'] as const
export type SuggestionMeans = (typeof suggestionMeans)[number]
export const suggestionMeansLabel: Record<SuggestionMeans, string> = {
  email: '电子邮箱',
  phone: '电话',
  letter: '信函',
  meeting: '面谈',
  other: '其他',
}

/** 登记、转办、反馈 (勺米 监督员管理 四（二）). */
export const suggestionStates = ['registered', 'handed-on', 'answered', 'fed-back', 'closed'] as const
export type SuggestionState = (typeof suggestionStates)[number]
export const suggestionStateLabel: Record<SuggestionState, string> = {
  registered: '待转办',
  'handed-on': '办理中',
  answered: '待反馈',
  'fed-back': '已反馈',
  closed: '已办结',
}

/** What became of it: done, done in part, or for the moment impossible, and then why (四（二）: 应当告知有关具体情况). */
export const suggestionOutcomes = ['done', 'partly', 'cannot-yet'] as const
export type SuggestionOutcome = (typeof suggestionOutcomes)[number]
export const suggestionOutcomeLabel: Record<SuggestionOutcome, string> = {
  done: '已落实',
  partly: '部分落实',
  'cannot-yet': '暂不能落实',
}

const words = (least: number, most: number) =>
  Type.String({ minLength: least, maxLength: most, pattern: '\\S' })
const day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const closed = { additionalProperties: false } as const

/** What may happen to a suggestion, with what each asks for. */
export const suggestionSteps = {
  'handed-on': Type.Object(
    { unitCode: words(1, 80), limitOn: day, note: Type.Optional(words(2, 500)) },
    closed,
  ),
  answered: Type.Object({ outcome: oneOf(suggestionOutcomes), text: words(5, 2000) }, closed),
  'fed-back': Type.Object({ means: oneOf(suggestionMeans), on: day, text: words(2, 2000) }, closed),
  closed: Type.Object({ note: Type.Optional(words(2, 500)) }, closed),
  walled: Type.Object({ unitCode: words(1, 80), reason: words(2, 500) }, closed),
  // What lets a unit read what was kept from it takes two, as it does with events.
  'lift-asked': Type.Object({ unitCode: words(1, 80), reason: words(2, 500) }, closed),
  'lift-decided': Type.Object(
    { unitCode: words(1, 80), approve: Type.Boolean(), reason: words(2, 500) },
    closed,
  ),
} as const
/** Steps no unit ever reads. */
export const isOfWalls = (kind: SuggestionStepKind): boolean =>
  kind === 'walled' || kind === 'lift-asked' || kind === 'lift-decided'
export type SuggestionStepKind = keyof typeof suggestionSteps
export const suggestionStepLabel: Record<SuggestionStepKind, string> = {
  'handed-on': '转办',
  answered: '办理答复',
  'fed-back': '向监督员反馈',
  closed: '办结',
  walled: '标记被反映单位',
  'lift-asked': '申请解除隔离',
  'lift-decided': '解除隔离审批',
}
export type SuggestionStep = {
  [Kind in SuggestionStepKind]: { kind: Kind } & Static<(typeof suggestionSteps)[Kind]>
}[SuggestionStepKind]

/** Where a suggestion stands, as its steps made it. */
export interface SuggestionStanding {
  readonly state: SuggestionState
  readonly unitCode: string | null
  readonly limitOn: Day | null
  readonly accusedUnits: readonly string[]
}

/** A lift asked for and not decided. */
export interface PendingLift {
  readonly unitCode: string
  readonly reason: string
  readonly askedBy: string | null
}

/** Lifts that wait for a second person, from the steps in their order. */
export const pendingLifts = (
  steps: readonly { step: SuggestionStep; actorId: string | null }[],
): PendingLift[] =>
  steps.reduce<PendingLift[]>((waiting, { step, actorId }) => {
    if (step.kind === 'lift-asked')
      return waiting.concat({ unitCode: step.unitCode, reason: step.reason, askedBy: actorId })
    if (step.kind === 'lift-decided') return waiting.filter(({ unitCode }) => unitCode !== step.unitCode)
    return waiting
  }, [])

/** From which states a step may be taken. Handed on again while unanswered: another unit is asked. */
const allowedFrom: Record<SuggestionStepKind, readonly SuggestionState[]> = {
  'handed-on': ['registered', 'handed-on', 'answered'],
  answered: ['handed-on'],
  'fed-back': ['answered', 'fed-back'],
  closed: ['fed-back'],
  walled: suggestionStates,
  'lift-asked': suggestionStates,
  'lift-decided': suggestionStates,
}
const whyNot: Record<SuggestionStepKind, string> = {
  'handed-on': '已向监督员反馈，不能再转办：如需重新办理，请另行登记',
  answered: '尚未转办或已经答复，现在不能登记办理答复',
  'fed-back': '承办单位答复后才能向监督员反馈',
  closed: '向监督员反馈后才能办结',
  walled: '',
  'lift-asked': '',
  'lift-decided': '',
}

const invalid = (field: string, message: string): never => {
  throw new InvalidInput(message, [{ field, message }])
}

/**
 * After one more step.
 * @throws IllegalTransition when it is not its time; InvalidInput naming the field: a limit or day that cannot be, or a
 * unit that the suggestion accuses (信访工作条例 第三十条); Forbidden when who asked for a lift decides it.
 */
export function afterStep(
  standing: SuggestionStanding,
  step: SuggestionStep,
  {
    today,
    receivedOn,
    lifts,
    by,
  }: { today: Day; receivedOn: Day; lifts: readonly PendingLift[]; by: string },
): SuggestionStanding {
  const { state, accusedUnits, unitCode } = standing
  if (!allowedFrom[step.kind].includes(state)) throw new IllegalTransition(whyNot[step.kind])
  switch (step.kind) {
    case 'handed-on':
      if (accusedUnits.includes(step.unitCode))
        invalid('unitCode', '该意见反映的正是这个单位，不得转给被反映的单位（信访工作条例第三十条）')
      if (step.limitOn < today) invalid('limitOn', '办理期限不能早于今天')
      return { ...standing, state: 'handed-on', unitCode: step.unitCode, limitOn: step.limitOn as Day }
    case 'answered':
      return { ...standing, state: 'answered' }
    case 'fed-back':
      if (step.on > today) invalid('on', '反馈日期不能晚于今天')
      if (step.on < receivedOn) invalid('on', '反馈日期不能早于收到日期')
      return { ...standing, state: 'fed-back' }
    case 'closed':
      return { ...standing, state: 'closed' }
    case 'lift-asked':
      if (!accusedUnits.includes(step.unitCode)) invalid('unitCode', '该单位未被标记为被反映单位')
      if (lifts.some((lift) => lift.unitCode === step.unitCode))
        throw new IllegalTransition('对该单位已有待审批的解除申请')
      return standing
    case 'lift-decided': {
      const lift = lifts.find((waiting) => waiting.unitCode === step.unitCode)
      if (!lift) throw new IllegalTransition('没有待审批的解除申请')
      if (lift.askedBy === by) throw new Forbidden('解除隔离须由申请人以外的第二人审批')
      return step.approve
        ? { ...standing, accusedUnits: accusedUnits.filter((code) => code !== step.unitCode) }
        : standing
    }
    case 'walled': {
      if (accusedUnits.includes(step.unitCode)) invalid('unitCode', '已标记为被反映单位，不必重复')
      const walled = [...accusedUnits, step.unitCode]
      if (unitCode !== step.unitCode) return { ...standing, accusedUnits: walled }
      if (state !== 'handed-on' && state !== 'answered')
        throw new IllegalTransition('该单位已办理并反馈，不能再标记为被反映单位：请另行登记')
      // It stands with the unit it turns out to accuse: taken from it, to be handed to another.
      return { state: 'registered', unitCode: null, limitOn: null, accusedUnits: walled }
    }
  }
}

/** Handed on, unanswered, and past its limit. */
export const isSuggestionLate = ({ state, limitOn }: SuggestionStanding, today: Day): boolean =>
  state === 'handed-on' && limitOn !== null && today > limitOn
