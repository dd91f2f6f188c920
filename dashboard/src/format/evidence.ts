import type { Evidence, Factor } from '@huiyin/domain/judgement'

/** A stretch of text and the factors (by position) whose evidence covers it. */
export interface MarkedStretch {
  text: string
  factors: number[]
}

/** What offsets count into: the title, a line break, the text; the text alone when there is no title. */
export const evidenceText = (title: string, text: string): string =>
  title === '' ? text : `${title}\n${text}`

/** Evidence is believed only when the words really stand at its offsets. */
export const holds = (whole: string, evidence: Evidence): boolean =>
  evidence.end > evidence.start && whole.slice(evidence.start, evidence.end) === evidence.text

/**
 * Cuts a text at the edges of all evidence, so that overlapping words are marked for each factor they serve;
 * and at the end of the title, which is set apart.
 */
export function markEvidence(whole: string, factors: readonly Factor[], titleLength = 0): MarkedStretch[] {
  const spans = factors.flatMap((factor, index) =>
    factor.evidence.filter((evidence) => holds(whole, evidence)).map((evidence) => ({ ...evidence, index })),
  )
  const edges = [
    ...new Set([0, titleLength, whole.length, ...spans.flatMap((span) => [span.start, span.end])]),
  ].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, at) => {
    const end = edges[at + 1] ?? whole.length
    const covering = spans.filter((span) => span.start <= start && span.end >= end)
    return { text: whole.slice(start, end), factors: [...new Set(covering.map((span) => span.index))] }
  })
}

/** How many pieces of evidence of these factors stand in this text. */
export const evidenceHeld = (whole: string, factors: readonly Factor[]): number =>
  factors.flatMap((factor) => factor.evidence).filter((evidence) => holds(whole, evidence)).length
