import type { Role } from './actor.js'
import { roleLabel } from './actor.js'
import { Forbidden, IllegalTransition } from './errors.js'
import type { ReviewRules } from './review-rules.js'

/** What passes 三审 before it goes out: a text for the public, a 专报, or the reasons for a lighter grade. */
export const draftKinds = ['response', 'special-report', 'downgrade'] as const
export type DraftKind = (typeof draftKinds)[number]
export const draftKindLabel: Record<DraftKind, string> = {
  response: '回应稿',
  'special-report': '专报',
  downgrade: '降级审签',
}

/**
 * 勺米镇政务公开信息审核发布管理制度 一(一)—(三): 初审 looks at words, 复审 at facts, 终审 at direction, and decides on
 * going out. 梅河口 四(四): 科室 → 办公室 → 副组长、组长.
 */
export const reviewLevels = ['first', 'second', 'final'] as const
export type ReviewLevel = (typeof reviewLevels)[number]
export const reviewLevelLabel: Record<ReviewLevel, string> = { first: '初审', second: '复审', final: '终审' }
export const reviewLevelDuty: Record<ReviewLevel, string> = {
  first: '语言文字、结构和意思表达',
  second: '事实、依据和公文规范',
  final: '导向、社会效果、政策法规，决定是否发布',
}

/** `returned` and `withdrawn` texts are with their author, who may write on and submit again. */
export const draftStates = [
  'drafting',
  'reviewing',
  'returned',
  'withdrawn',
  'approved',
  'published',
] as const
export type DraftState = (typeof draftStates)[number]
export const draftStateLabel: Record<DraftState, string> = {
  drafting: '起草中',
  reviewing: '审签中',
  returned: '退回修改',
  withdrawn: '已撤回',
  approved: '终审通过',
  published: '已发布',
}

export const verdicts = ['pass', 'return'] as const
export type Verdict = (typeof verdicts)[number]

/** What happens to a draft, in the order it happened. */
export const draftSteps = ['marked', 'submitted', 'passed', 'returned', 'withdrawn', 'published'] as const
export type DraftStep = (typeof draftSteps)[number]
export const draftStepLabel: Record<DraftStep, string> = {
  marked: '确定公开属性',
  submitted: '送审',
  passed: '通过',
  returned: '退回修改',
  withdrawn: '撤回',
  published: '登记发布',
}

/** Where a person sits at one text, for good: at one place only. */
export type Seat = 'author' | ReviewLevel

/** Where a draft stands; `level` is who has it now, `returnedFrom` who sent it back last. */
export interface DraftStanding {
  readonly kind: DraftKind
  readonly state: DraftState
  readonly level: ReviewLevel | null
  readonly returnedFrom: ReviewLevel | null
}

const refuse = (message: string): never => {
  throw new IllegalTransition(message)
}

export const isWithAuthor = (state: DraftState): boolean =>
  state === 'drafting' || state === 'returned' || state === 'withdrawn'

/** @throws IllegalTransition while others read the text. */
export function checkWritable({ state, level }: DraftStanding): void {
  if (!isWithAuthor(state))
    refuse(
      state === 'reviewing' && level
        ? `文稿正在${reviewLevelLabel[level]}，不能修改：请等待退回，或先撤回`
        : `文稿${draftStateLabel[state]}，不能修改：如需调整，请另行起草`,
    )
}

/**
 * After 送审. A returned text starts again at the level that returned it, since each level signs for its own matter
 * (勺米 信息审核发布 一(一)—(三)) and every signature names the version it was given to; a county may ask for all three
 * anew. What its author took back starts at the first.
 */
export function submitted(standing: DraftStanding, resume: ReviewRules['resume']): DraftStanding {
  checkWritable(standing)
  const { state, returnedFrom } = standing
  const level = state === 'returned' && resume === 'returning' && returnedFrom ? returnedFrom : 'first'
  return { ...standing, state: 'reviewing', level }
}

/** After a verdict at the level that has it; 终审 passed is approval. */
export function reviewed(standing: DraftStanding, verdict: Verdict): DraftStanding {
  const { level } = standing
  if (standing.state !== 'reviewing' || level === null)
    return refuse(`文稿${draftStateLabel[standing.state]}，不在审签中`)
  if (verdict === 'return') return { ...standing, state: 'returned', level: null, returnedFrom: level }
  const next = reviewLevels[reviewLevels.indexOf(level) + 1]
  return next
    ? { ...standing, level: next }
    : { ...standing, state: 'approved', level: null, returnedFrom: null }
}

/** After the author took it back. @throws IllegalTransition when it is with him already, or out. */
export function withdrawn(standing: DraftStanding): DraftStanding {
  if (standing.state !== 'reviewing' && standing.state !== 'approved')
    return refuse(standing.state === 'published' ? '文稿已发布，不能撤回' : '文稿在起草人手中，不必撤回')
  return { ...standing, state: 'withdrawn', level: null, returnedFrom: null }
}

/** Who asks to sign: his roles, his unit when he acts for one alone, and where he sits at this text already. */
export interface Signer {
  readonly roles: readonly Role[]
  readonly unitCode: string | null
  readonly seat: Seat | null
}

const seatLabel = (seat: Seat): string => (seat === 'author' ? '起草人' : reviewLevelLabel[seat])

/**
 * Why this person may not sign at this level; null when he may. 三审 are three people, none of them the author.
 */
export function signingRefused(
  level: ReviewLevel,
  signer: Signer,
  { unitCode, rules }: { unitCode: string | null; rules: ReviewRules },
): string | null {
  if (signer.seat === 'author') return '起草人不能审核自己起草的文稿，请由他人审签'
  if (signer.seat !== null && signer.seat !== level)
    return `您已作为${seatLabel(signer.seat)}审签过本稿：同一人不能在同一文稿上审两级，请由他人${reviewLevelLabel[level]}`
  const allowed: readonly Role[] = rules.levels[level]
  if (!signer.roles.some((role) => allowed.includes(role)))
    return `${reviewLevelLabel[level]}由${allowed.map((role) => roleLabel[role]).join('或')}办理`
  if (signer.unitCode !== null && signer.unitCode !== unitCode) return '只能初审本单位起草的文稿'
  return null
}

/** @throws Forbidden in the words of `signingRefused`. */
export function checkSigner(...asked: Parameters<typeof signingRefused>): void {
  const why = signingRefused(...asked)
  if (why !== null) throw new Forbidden(why)
}
