import type { DecidedRequest } from './decided-request.js'
import type { NoticeKind } from './notice.js'
import type { ReviewLevel } from './review.js'
import type { SeverityGrade } from './severity.js'

/** A text that waits, came back or was approved. */
export interface DraftCause {
  readonly id: string
  readonly level: ReviewLevel | null
  readonly authorId: string | null
  readonly apart: readonly string[]
}

/** A fact with what is known of its subject. */
export interface Cause {
  readonly ref: string
  readonly kind: NoticeKind
  readonly grade: SeverityGrade | null
  /** Of the event or the case file. */
  readonly number: number | null
  readonly eventId: string | null
  readonly caseFileId: string | null
  readonly sourceId: string | null
  readonly sourceName: string | null
  readonly timerName: string | null
  readonly year: number | null
  /** What a regime asks for again and again, with its period and last day. */
  readonly duty: string | null
  readonly limitAt: Date | null
  /** A limit that is a whole day. */
  readonly limitOn: string | null
  readonly actorId: string | null
  /** Who asked for what was decided now. */
  readonly askerId: string | null
  /** What he asked for and how it was decided. */
  readonly decision: DecidedRequest | null
  /** Of a text under 三审: which, whose, at which level, and who sits at another level of it already. */
  readonly draft: DraftCause | null
  /** A change of the judge. */
  readonly judgementChangeId: string | null
  readonly namedUnits: readonly string[]
  readonly leadUnit: string | null
  readonly assistUnits: readonly string[]
  readonly accusedUnits: readonly string[]
  /** It accuses somebody whom the directory does not tell, and nobody has checked yet: no unit is told. */
  readonly accusedUnchecked: boolean
}
