import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { disclosureOutcomes } from './matter-details.js'
import { evidenceKinds } from './regime.js'

/** What meets a clock: each by its own proof (docs/rules.md §1). */
export const DeadlineEvidence = Type.Object(
  {
    kind: oneOf(evidenceKinds),
    /** Where it was published, or the document number, or time and place of the briefing. */
    reference: Type.String({ minLength: 2, maxLength: 500 }),
    /** What was said, in a sentence or two. */
    summary: Type.String({ minLength: 2, maxLength: 2000 }),
    /** How an application for information was answered, and the clause that allows less than all of it. */
    outcome: Type.Optional(oneOf(disclosureOutcomes)),
    ground: Type.Optional(Type.String({ minLength: 2, maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type DeadlineEvidence = Static<typeof DeadlineEvidence>
