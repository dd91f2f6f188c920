import { type Static, Type } from 'typebox'
import { RegimeRef } from '../clock-revision.js'
import { oneOf } from '../literal.js'
import { Regime } from '../regime.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'
import { twoPeople, twoPersonStateLabel, twoPersonStates } from './two-person.js'

const strict = { additionalProperties: false } as const
const day = () => Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const code = () => Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 60 })

const ruleChangeKinds = ['edit-regime', 'choose-regimes', 'edit-notices'] as const
export type RuleChangeKind = (typeof ruleChangeKinds)[number]
export const ruleChangeLabel: Record<RuleChangeKind, string> = {
  'edit-regime': '修订制度',
  'choose-regimes': '选定适用制度',
  'edit-notices': '修订通知规则',
}

/** Besides the second person's word: taken back by whoever asked. */
const ruleChangeStates = [...twoPersonStates, 'withdrawn'] as const
export type RuleChangeState = (typeof ruleChangeStates)[number]
export const ruleChangeStateLabel: Record<RuleChangeState, string> = {
  ...twoPersonStateLabel,
  withdrawn: '已撤回',
}

/** Which regime a county works under, and those whose clocks it takes besides. */
export const RegimeChoice = Type.Object(
  { base: code(), adopted: Type.Array(code(), { maxItems: 10 }) },
  strict,
)
export type RegimeChoice = Static<typeof RegimeChoice>

export const RequestRegimeEdit = Type.Object(
  {
    /** The whole regime in YAML, as shipped ones are written. */
    yaml: Type.String({ minLength: 10, maxLength: 200_000 }),
    effectiveOn: day(),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  strict,
)
export type RequestRegimeEdit = Static<typeof RequestRegimeEdit>

export const RequestRegimeChoice = Type.Object(
  {
    choice: RegimeChoice,
    effectiveOn: day(),
    reason: Type.String({ minLength: 2, maxLength: 500 }),
  },
  strict,
)
export type RequestRegimeChoice = Static<typeof RequestRegimeChoice>

export const RuleChangeView = Type.Object({
  id: Type.String(),
  kind: oneOf(ruleChangeKinds),
  /** Of a regime, or of the one it begins with; `notices` for 通知规则. */
  regimeCode: Type.String(),
  version: Type.Integer(),
  /** For a choice; null for an edited regime. */
  choice: Type.Union([RegimeChoice, Type.Null()]),
  yaml: Type.String(),
  effectiveOn: Type.String(),
  state: oneOf(ruleChangeStates),
  ...twoPeople,
  /** Whoever asks may take it back: his own, and it still waits. */
  mayWithdraw: Type.Boolean(),
})
export type RuleChangeView = Static<typeof RuleChangeView>

/** 制度 as the page shows it. */
export const RulesView = Type.Object({
  regimes: Type.Array(
    Type.Object({
      regime: Regime,
      version: Type.Integer(),
      /** The text in force, to copy and edit. */
      yaml: Type.String(),
      /** The text the program came with, against which the county's first version is read; null for the county's own. */
      shippedYaml: MaybeText,
      shipped: Type.Boolean(),
      inForceSince: MaybeText,
    }),
  ),
  chosen: Type.Array(RegimeRef),
  choice: RegimeChoice,
  /** Newest first. */
  changes: Type.Array(RuleChangeView),
})
export type RulesView = Static<typeof RulesView>

export const CalendarView = Type.Object({
  years: Type.Array(
    Type.Object({
      year: Type.Integer(),
      offDays: Type.Integer(),
      workedDays: Type.Integer(),
      papers: Type.Array(Type.String()),
      /** Who imported it and when; null for a shipped year. */
      importedBy: MaybeText,
      importedAt: MaybeInstant,
    }),
  ),
  /** What the desk must be told: next year is missing since 1 December. */
  missing: Type.Union([Type.Object({ year: Type.Integer(), words: Type.String() }), Type.Null()]),
})
export type CalendarView = Static<typeof CalendarView>

export const ImportCalendar = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    yaml: Type.String({ minLength: 10, maxLength: 100_000 }),
  },
  strict,
)
export type ImportCalendar = Static<typeof ImportCalendar>

export const ImportedCalendar = Type.Object({
  year: Type.Integer(),
  offDays: Type.Integer(),
  workedDays: Type.Integer(),
  /** Open clocks looked at, and those whose date or certainty changed, with the cases they belong to. */
  clocks: Type.Integer(),
  changed: Type.Integer(),
  cases: Type.Integer(),
})
export type ImportedCalendar = Static<typeof ImportedCalendar>

/** What importing a year would move; nothing is moved yet. */
export const CalendarPreview = Type.Object({
  ...ImportedCalendar.properties,
  /** Whether a notice of that year is there already, to be replaced. */
  replaces: Type.Boolean(),
  /** The clocks whose dates would move, of the cases the reader may see, the earliest first; at most a hundred. */
  moves: Type.Array(
    Type.Object({
      caseFile: Type.Object({ id: Type.String(), number: Type.Integer(), title: Type.String() }),
      timerCode: Type.String(),
      timerName: Type.String(),
      from: Instant,
      to: Instant,
      /** 暂定 after the import, and why. */
      provisional: MaybeText,
    }),
  ),
})
export type CalendarPreview = Static<typeof CalendarPreview>
