import { type Static, Type } from 'typebox'
import { judgementScopes, Replay, ReplayedRow, ruleFiles } from '../judgement-change.js'
import { oneOf } from '../literal.js'
import { severityGrades } from '../severity.js'
import { Instant, MaybeInstant, MaybeText, PageQuery } from './common.js'

const Share = Type.Union([Type.Number(), Type.Null()])

/** How well one task does on labelled texts, as its card says. */
export const TaskAccuracy = Type.Object({
  task: Type.String(),
  name: Type.String(),
  /** Whether weights were trained for it, or rules judge alone. */
  trained: Type.Boolean(),
  date: Type.String(),
  /** The labelled file, and how many rows of it were asked. */
  measuredOn: MaybeText,
  count: Type.Integer(),
  accuracy: Share,
  accuracyAt3: Share,
  macroF1: Share,
  /** Expected calibration error. */
  ece: Share,
  unsureBelow: Share,
  trainedOn: Type.Integer(),
  command: Type.String(),
  classes: Type.Array(
    Type.Object({
      label: Type.String(),
      count: Type.Integer(),
      precision: Type.Number(),
      recall: Type.Number(),
      f1: Type.Number(),
    }),
  ),
})
export type TaskAccuracy = Static<typeof TaskAccuracy>

/** Where the machine and people agreed, on events decided in the last `days` days. */
export const Agreement = Type.Object({
  days: Type.Integer(),
  decided: Type.Integer(),
  gradeAgreed: Type.Integer(),
  unitDecided: Type.Integer(),
  unitAgreed: Type.Integer(),
  /** Proposed and decided grades, with how many events; equal pairs included. */
  grades: Type.Array(
    Type.Object({
      proposed: oneOf(severityGrades),
      decided: oneOf(severityGrades),
      count: Type.Integer(),
    }),
  ),
  /** Units taken for one another, most often first. */
  units: Type.Array(Type.Object({ proposed: Type.String(), decided: Type.String(), count: Type.Integer() })),
})
export type Agreement = Static<typeof Agreement>

const judgementChangeStates = [
  'learning',
  'replaying',
  'failed',
  'ready',
  'active',
  'retired',
  'set-aside',
] as const

export const JudgementChangeRow = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  scope: oneOf(judgementScopes),
  state: oneOf(judgementChangeStates),
  note: Type.String(),
  proposedBy: Type.String(),
  proposedAt: Instant,
  problem: MaybeText,
  replay: Type.Union([Type.Omit(Replay, ['rows']), Type.Null()]),
  /** Whoever asks may switch it on: replayed, of another person, and his role does. */
  maySwitch: Type.Boolean(),
  /** Whoever asks may put it away: never used, and his own or his to switch on. */
  maySetAside: Type.Boolean(),
  setAside: Type.Union([Type.Object({ by: Type.String(), at: Instant, reason: Type.String() }), Type.Null()]),
})
export type JudgementChangeRow = Static<typeof JudgementChangeRow>

export const JudgementActivationRow = Type.Object({
  scope: oneOf(judgementScopes),
  /** Null: back to what was shipped. */
  number: Type.Union([Type.Integer(), Type.Null()]),
  by: Type.String(),
  at: Instant,
  reason: Type.String(),
})

export const JudgementModelView = Type.Object({
  /** Kept with every judgement made now; null until a jurisdiction is started. */
  version: MaybeText,
  since: MaybeInstant,
  tasks: Type.Array(TaskAccuracy),
  agreement: Agreement,
  changes: Type.Array(JudgementChangeRow),
  activations: Type.Array(JudgementActivationRow),
  /** Versions judgements were made with, newest first, so that an old one can be looked up. */
  versions: Type.Array(
    Type.Object({ version: Type.String(), firstUsedAt: Instant, tasks: Type.Array(TaskAccuracy) }),
  ),
  mayPropose: Type.Boolean(),
  maySwitch: Type.Boolean(),
})
export type JudgementModelView = Static<typeof JudgementModelView>

const RuleTextsBody = Type.Object(
  Object.fromEntries(
    ruleFiles.map((file) => [file, Type.Optional(Type.String({ maxLength: 200_000 }))]),
  ) as Record<(typeof ruleFiles)[number], ReturnType<typeof Type.Optional<ReturnType<typeof Type.String>>>>,
  { additionalProperties: false },
)

/** The texts of the rules in force. */
export const RuleTextsView = Type.Object(
  Object.fromEntries(ruleFiles.map((file) => [file, Type.String()])) as Record<
    (typeof ruleFiles)[number],
    ReturnType<typeof Type.String>
  >,
)
export type RuleTextsView = Static<typeof RuleTextsView>

export const ProposeRules = Type.Object(
  { note: Type.String({ minLength: 2, maxLength: 500 }), files: RuleTextsBody },
  { additionalProperties: false },
)
export type ProposeRules = Static<typeof ProposeRules>

export const ProposeLearning = Type.Object(
  { note: Type.String({ minLength: 2, maxLength: 500 }) },
  { additionalProperties: false },
)
export type ProposeLearning = Static<typeof ProposeLearning>

export const SwitchJudgement = Type.Object(
  {
    scope: oneOf(judgementScopes),
    /** Null switches back to what was shipped. */
    changeId: Type.Union([Type.String({ format: 'uuid' }), Type.Null()]),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  { additionalProperties: false },
)
export type SwitchJudgement = Static<typeof SwitchJudgement>

export const SetAsideJudgement = Type.Object(
  { reason: Type.String({ minLength: 2, maxLength: 500 }) },
  { additionalProperties: false },
)
export type SetAsideJudgement = Static<typeof SetAsideJudgement>

export const JudgementChangeView = Type.Object({
  ...JudgementChangeRow.properties,
  /** Files changed against what was shipped, with the text before. */
  files: Type.Array(Type.Object({ file: oneOf(ruleFiles), before: Type.String(), after: Type.String() })),
  /** How many corrections the weights were taught by. */
  taughtBy: Type.Union([Type.Integer(), Type.Null()]),
  rows: Type.Array(Type.Object({ ...ReplayedRow.properties, title: MaybeText })),
})
export type JudgementChangeView = Static<typeof JudgementChangeView>

/** A label officers gave: what the machine said and what they decided. */
export const CorrectionRow = Type.Object({
  eventId: Type.String(),
  number: Type.Integer(),
  title: Type.String(),
  decidedAt: Instant,
  by: MaybeText,
  proposedGrade: oneOf(severityGrades),
  grade: oneOf(severityGrades),
  proposedUnit: MaybeText,
  unit: MaybeText,
})
export type CorrectionRow = Static<typeof CorrectionRow>

export const CorrectionQuery = Type.Object({
  ...PageQuery.properties,
  /** Only those where people decided otherwise. */
  differing: Type.Optional(Type.Boolean({ default: true })),
})
export type CorrectionQuery = Static<typeof CorrectionQuery>
