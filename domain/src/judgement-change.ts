import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'

/** Reviewed files of the judge that a county may change for itself. */
export const ruleFiles = ['severity.yml', 'topics.yml', 'cues.yml', 'words.yml'] as const
export type RuleFile = (typeof ruleFiles)[number]
export const ruleFileLabel: Record<RuleFile, string> = {
  'severity.yml': '分级标准',
  'topics.yml': '主题词',
  'cues.yml': '诉求、情感与检举线索词',
  'words.yml': '分词用词',
}
export type RuleTexts = Partial<Record<RuleFile, string>>

/** What a change replaces: the rules (files), or the weights that choose units (learnt from corrections). */
export const judgementScopes = ['rules', 'weights'] as const
export type JudgementScope = (typeof judgementScopes)[number]
export const judgementScopeLabel: Record<JudgementScope, string> = { rules: '规则', weights: '权重' }

/** What is compared in a replay: the grade, and the group of the lead unit. */
const replayTasks = ['grade', 'unit'] as const
export type ReplayTask = (typeof replayTasks)[number]
export const replayTaskLabel: Record<ReplayTask, string> = { grade: '等级', unit: '责任单位' }

/** One label whose answer the change moves; rows answered alike before and after are only counted. */
export const ReplayedRow = Type.Object({
  task: oneOf(replayTasks),
  /** `gold`: a post of the shipped standard set · `past`: an event people decided. */
  source: oneOf(['gold', 'past']),
  id: Type.String(),
  /** Of gold posts; an event's title is read with the event, by whoever may see it. */
  title: Type.Optional(Type.String()),
  expected: Type.String(),
  before: Type.String(),
  after: Type.String(),
  /** The weights were taught by this very row: that it comes out right proves little. */
  learned: Type.Optional(Type.Boolean()),
})
export type ReplayedRow = Static<typeof ReplayedRow>

/** What a proposed change would have done to what is known to be right. */
export const Replay = Type.Object({
  gold: Type.Integer(),
  past: Type.Integer(),
  /** Wrong before, right after. */
  fixes: Type.Integer(),
  /** Right before, wrong after. */
  breaks: Type.Integer(),
  /** Wrong before and after, in another way. */
  moved: Type.Integer(),
  /** Breaks first, then fixes, then moved; at most `listedRows`. */
  rows: Type.Array(ReplayedRow),
})
export type Replay = Static<typeof Replay>

/** As many moved rows a person reads before he switches something on; more are counted, not listed. */
export const listedRows = 500
