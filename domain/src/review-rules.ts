import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { type EvidenceKind, isPublicOpinion, type MatterKind } from './regime.js'
import { type SeverityGrade, severityGrades } from './severity.js'

const signers = ['unit', 'duty-officer', 'office', 'deputy-leader', 'leader'] as const
const level = () => Type.Array(oneOf(signers), { minItems: 1, maxItems: 5, uniqueItems: true })

/** What a county sets about 三审; each change is kept with who made it and why. */
export const ReviewRules = Type.Object(
  {
    /** Grades whose answer to the public goes out only after 三审. */
    demandedGrades: Type.Array(oneOf(severityGrades), { maxItems: 4, uniqueItems: true }),
    /** Who signs at which level. */
    levels: Type.Object({ first: level(), second: level(), final: level() }, { additionalProperties: false }),
    /** Where a returned text starts again: at the level that returned it, or at the first. */
    resume: oneOf(['returning', 'first'] as const),
    /** A lighter grade is approved by three people and not by two. */
    downgrades: Type.Boolean(),
  },
  { additionalProperties: false },
)
export type ReviewRules = Static<typeof ReviewRules>

/**
 * What holds until a county sets its own. 勺米 信息审核发布管理制度 一: 分级审核、先审后发; 十: 重大事件、重要舆情的信息须主要
 * 领导审核同意; 梅河口 四(四): 办公室把关并报副组长、组长审定. A matter of grade IV may be answered directly.
 */
export const defaultReviewRules: ReviewRules = {
  demandedGrades: ['I', 'II', 'III'],
  levels: {
    first: ['unit', 'duty-officer'],
    second: ['office'],
    final: ['deputy-leader', 'leader'],
  },
  resume: 'returning',
  downgrades: false,
}

/** Proof that is a text for the public; a written reply to the office and a document printed are none. */
const isPublicAnswer: Record<EvidenceKind, boolean> = {
  statement: true,
  briefing: true,
  reply: true,
  'written-reply': false,
  publication: false,
}

/** Whether an answer goes out only through 三审: opinion and emergencies of the grades the county names. */
export const isReviewDemanded = (
  rules: ReviewRules,
  file: { grade: SeverityGrade; kind: MatterKind },
  evidence: EvidenceKind,
): boolean =>
  isPublicAnswer[evidence] && isPublicOpinion(file.kind) && rules.demandedGrades.includes(file.grade)
