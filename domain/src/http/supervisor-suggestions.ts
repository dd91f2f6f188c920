import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { suggestionMeans, suggestionStates, suggestionSteps } from '../supervisor-suggestion.js'
import { DayText, Instant, MaybeText, PageQuery, pageOf } from './common.js'

const text = (least: number, most: number) =>
  Type.String({ minLength: least, maxLength: most, pattern: '\\S' })
const unit = Type.Object({ code: Type.String(), name: Type.String() })

const suggestionScopes = ['open', 'closed', 'all'] as const
export type SuggestionScope = (typeof suggestionScopes)[number]
export const SuggestionQuery = Type.Object({
  ...PageQuery.properties,
  scope: Type.Optional(oneOf(suggestionScopes)),
})

export const SuggestionRow = Type.Object({
  id: Type.String(),
  /** Null to a unit: gaps would tell it how many it may not see. */
  number: Type.Union([Type.Integer(), Type.Null()]),
  /** Null to a unit: who speaks up is not shown to whom he speaks of. */
  supervisor: MaybeText,
  means: oneOf(suggestionMeans),
  area: Type.String(),
  content: Type.String(),
  receivedOn: DayText,
  state: oneOf(suggestionStates),
  unit: Type.Union([unit, Type.Null()]),
  limitOn: Type.Union([DayText, Type.Null()]),
  /** Past its limit and unanswered. */
  late: Type.Boolean(),
  /** Units it accuses; empty to a unit. */
  accused: Type.Array(unit),
})
export type SuggestionRow = Static<typeof SuggestionRow>
export const SuggestionPage = pageOf(SuggestionRow)
export type SuggestionPage = Static<typeof SuggestionPage>

export const SuggestionView = Type.Object({
  ...SuggestionRow.properties,
  /** Lifts of a wall that wait for a second person; empty to a unit. */
  lifts: Type.Array(
    Type.Object({
      ...unit.properties,
      reason: Type.String(),
      /** Asked by the reader himself. */ own: Type.Boolean(),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      id: Type.Integer(),
      step: Type.Union([
        Type.Object({ kind: Type.Literal('handed-on'), ...suggestionSteps['handed-on'].properties }),
        Type.Object({ kind: Type.Literal('answered'), ...suggestionSteps.answered.properties }),
        Type.Object({ kind: Type.Literal('fed-back'), ...suggestionSteps['fed-back'].properties }),
        Type.Object({ kind: Type.Literal('closed'), ...suggestionSteps.closed.properties }),
        Type.Object({ kind: Type.Literal('walled'), ...suggestionSteps.walled.properties }),
        Type.Object({ kind: Type.Literal('lift-asked'), ...suggestionSteps['lift-asked'].properties }),
        Type.Object({ kind: Type.Literal('lift-decided'), ...suggestionSteps['lift-decided'].properties }),
      ]),
      unitName: MaybeText,
      by: Type.String(),
      at: Instant,
    }),
  ),
})
export type SuggestionView = Static<typeof SuggestionView>

export const RegisterSuggestion = Type.Object(
  {
    supervisor: text(1, 40),
    means: oneOf(suggestionMeans),
    area: text(2, 40),
    content: text(5, 5000),
    receivedOn: DayText,
    /** Decided by whoever registers it: the units it accuses, or none. */
    accusedUnits: Type.Array(text(1, 80), { maxItems: 20, uniqueItems: true }),
  },
  { additionalProperties: false },
)
export type RegisterSuggestion = Static<typeof RegisterSuggestion>

export const SupervisorNoticeQuery = Type.Object({
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
})
export const SupervisorNoticeView = Type.Object({
  from: DayText,
  to: DayText,
  title: Type.String(),
  text: Type.String(),
  /** Suggestions that accuse a unit and are not in the text. */
  leftOut: Type.Integer(),
})
export type SupervisorNoticeView = Static<typeof SupervisorNoticeView>
