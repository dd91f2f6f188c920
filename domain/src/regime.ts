import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { severityGrades } from './severity.js'

/** What a deadline is opened for; `--kind` of `huiyin deadline`. */
export const matterKinds = [
  'emergency',
  'opinion',
  'message.consult',
  'message.complaint',
  'message.help',
  'message.investigate',
  'message.difficult',
  'message.other',
  'disclosure',
  'disclosure-amend',
  'decision-preview',
  'document-publish',
  'activity-publish',
] as const
export type MatterKind = (typeof matterKinds)[number]

/** Found in public, not registered at the counter. */
export const isPublicOpinion = (kind: MatterKind): boolean => kind === 'opinion' || kind === 'emergency'

export const matterKindLabel: Record<MatterKind, string> = {
  emergency: '突发事件舆情',
  opinion: '政务舆情',
  'message.consult': '网上留言·咨询',
  'message.complaint': '网上留言·投诉',
  'message.help': '网上留言·求助',
  'message.investigate': '网上留言·需调查核实',
  'message.difficult': '网上留言·疑难问题',
  'message.other': '网上留言·其他',
  disclosure: '依申请公开',
  'disclosure-amend': '依申请公开·补正',
  'decision-preview': '重大决策预公开',
  'document-publish': '规范性文件发布',
  'activity-publish': '政务活动发布',
}

export const timeUnits = ['hours', 'days', 'workdays'] as const
export type TimeUnit = (typeof timeUnits)[number]
export const timeUnitLabel: Record<TimeUnit, string> = { hours: '小时', days: '日', workdays: '个工作日' }

/** How a timer is met: each by its own evidence (docs/rules.md §1). */
export const evidenceKinds = ['statement', 'briefing', 'reply', 'written-reply', 'publication'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export const evidenceLabel: Record<EvidenceKind, string> = {
  statement: '权威信息',
  briefing: '新闻发布会',
  reply: '公开回应',
  'written-reply': '书面回复',
  publication: '公开发布',
}

/** From which moment a clock may run; 签收 is none of them (docs/rules.md §1). */
export const clockStartKinds = [
  'occurred',
  'published',
  'discovered',
  'received',
  'assessed',
  'assigned',
  'typed',
] as const
export type ClockStartKind = (typeof clockStartKinds)[number]
export const clockStartLabel: Record<ClockStartKind, string> = {
  occurred: '事发',
  published: '首发',
  discovered: '发现',
  received: '收到',
  assessed: '研判',
  assigned: '交办',
  typed: '另行填写',
}

/** Why a clock may stand still, where its document says so. */
export const pauseCauses = ['third-party', 'amendment', 'force-majeure', 'other'] as const
export type PauseCause = (typeof pauseCauses)[number]
export const pauseCauseLabel: Record<PauseCause, string> = {
  'third-party': '征求第三方意见',
  amendment: '等待申请人补正',
  'force-majeure': '不可抗力或其他法定事由',
  other: '其他',
}

/** One clock of a regime, with the clause that starts it. */
export const TimerRule = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z-]*$' }),
    name: Type.String({ minLength: 1 }),
    kinds: Type.Array(oneOf(matterKinds), { minItems: 1 }),
    grades: Type.Optional(Type.Array(oneOf(severityGrades), { minItems: 1 })),
    /** Fixed limit; with `choices`, the default one. Absent when only the written order says it. */
    amount: Type.Optional(Type.Integer({ minimum: 1 })),
    /** The limits an officer may choose from at triage. */
    choices: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 2 })),
    /** The limit is the one written on the order (区网信办交办). */
    fromOrder: Type.Optional(Type.Boolean()),
    unit: oneOf(timeUnits),
    metBy: oneOf(evidenceKinds),
    /** Warn when this much of the limit has run, in the timer's unit. */
    warnAt: Type.Optional(Type.Integer({ minimum: 1 })),
    clause: Type.String({ minLength: 1 }),
    document: Type.String({ minLength: 1 }),
    /** The document's own words, short. */
    quote: Type.Optional(Type.String()),
    /** How far it may be extended, once, with a second person's approval; absent: not at all. */
    extension: Type.Optional(
      Type.Object(
        {
          max: Type.Integer({ minimum: 1 }),
          clause: Type.String({ minLength: 1 }),
          quote: Type.Optional(Type.String()),
        },
        { additionalProperties: false },
      ),
    ),
    /** What makes it stand still; absent: nothing does. */
    pauses: Type.Optional(
      Type.Array(
        Type.Object(
          {
            cause: oneOf(pauseCauses),
            clause: Type.String({ minLength: 1 }),
            quote: Type.Optional(Type.String()),
          },
          { additionalProperties: false },
        ),
        { minItems: 1 },
      ),
    ),
    /** Only excerpts of the document were read: the county checks and corrects. */
    confirm: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type TimerRule = Static<typeof TimerRule>

/** How the product serves a clause. `by-people`: it is left to people on purpose. */
const clauseServices = ['clock', 'workflow', 'monitoring', 'report', 'privacy', 'by-people'] as const
export type ClauseService = (typeof clauseServices)[number]
export const clauseServiceLabel: Record<ClauseService, string> = {
  clock: '时限',
  workflow: '流程',
  monitoring: '监测研判',
  report: '报告与通报',
  privacy: '保密',
  'by-people': '由人办理',
}

/** One clause beside what the product does for it. */
export const RegimeClause = Type.Object(
  {
    number: Type.String({ minLength: 1, maxLength: 60 }),
    /** The document's own words where short, else what it asks in one sentence. */
    quote: Type.String({ minLength: 1, maxLength: 500 }),
    service: oneOf(clauseServices),
    /** What the product does for it, in a sentence an official can check. */
    does: Type.String({ minLength: 1, maxLength: 500 }),
    /** Codes of this regime's clocks that rest on it. */
    timers: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
)
export type RegimeClause = Static<typeof RegimeClause>

/** How often a duty comes. `day` and `event` are the daily work itself: they have no date of their own. */
export const dutyRhythms = ['day', 'month', 'quarter', 'half-year', 'year', 'event'] as const
export type DutyRhythm = (typeof dutyRhythms)[number]
export const dutyRhythmLabel: Record<DutyRhythm, string> = {
  day: '每日',
  month: '每月',
  quarter: '每季度',
  'half-year': '每半年',
  year: '每年',
  event: '每件',
}

/** Pages that help with a duty: the notice to supervisors, the assessment of units. */
export const dutyAids = ['supervisor-notice', 'appraisal'] as const
export type DutyAid = (typeof dutyAids)[number]

/** What a document asks for again and again. */
export const RegimeDuty = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    every: oneOf(dutyRhythms),
    clause: Type.String({ minLength: 1, maxLength: 60 }),
    /** How often within each period; absent: once (商洛 二.1: 每年不少于两次). */
    atLeast: Type.Optional(Type.Integer({ minimum: 2, maximum: 60 })),
    /** `MM-DD` by which it is due within its year; absent: the period's last day. */
    dueOn: Type.Optional(Type.String({ pattern: '^(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' })),
    /** Where the product helps to do it. */
    aid: Type.Optional(oneOf(dutyAids)),
    /** The document only says 定期: how often is the county's to set. */
    local: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
export type RegimeDuty = Static<typeof RegimeDuty>

/** A 制度: one document's clocks. `adopts` names a regime whose timers count too. */
export const Regime = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    name: Type.String({ minLength: 1 }),
    document: Type.String({ minLength: 1 }),
    effectiveOn: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    adopts: Type.Optional(Type.Array(Type.String())),
    note: Type.Optional(Type.String()),
    timers: Type.Array(TimerRule),
    /** The path of a matter in the document's own words, in order. */
    steps: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }))),
    duties: Type.Optional(Type.Array(RegimeDuty)),
    clauses: Type.Optional(Type.Array(RegimeClause)),
  },
  { additionalProperties: false },
)
export type Regime = Static<typeof Regime>
