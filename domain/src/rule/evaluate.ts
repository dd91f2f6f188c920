import type { RuleNear, RuleNode, RuleTerm } from './ast.js'
import { ruleLimits } from './limits.js'

/** Where a term stands in the text as it was read. */
export interface TermHit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The hits of one term in one text, by start; those of a `title:` term in the title only. */
export type FindTerm = (term: RuleTerm) => readonly TermHit[]

/** Whether the rule is true of the text. `titleEnd` parts title and text: nothing is near across it. */
export function holds(node: RuleNode, find: FindTerm, titleEnd: number): boolean {
  switch (node.kind) {
    case 'term':
      return find(node).length > 0
    case 'near':
      return pairsOf(node, find, titleEnd).next().done === false
    case 'not':
      return !holds(node.of, find, titleEnd)
    case 'and':
      return node.of.every((part) => holds(part, find, titleEnd))
    case 'or':
      return node.of.some((part) => holds(part, find, titleEnd))
  }
}

/** The words a true rule rests on: of each part that is true, what was found. Nothing of what is only absent. */
export function evidenceOf(node: RuleNode, find: FindTerm, titleEnd: number): TermHit[] {
  switch (node.kind) {
    case 'term':
      return [...find(node)]
    case 'near':
      return [...new Set([...pairsOf(node, find, titleEnd)].flat())]
    case 'not':
      return []
    case 'and':
      return node.of.flatMap((part) => evidenceOf(part, find, titleEnd))
    case 'or':
      return node.of.flatMap((part) => (holds(part, find, titleEnd) ? evidenceOf(part, find, titleEnd) : []))
  }
}

/** Every pair near enough; only the hits around each left one are looked at. */
function* pairsOf(
  { left, right, within }: RuleNear,
  find: FindTerm,
  titleEnd: number,
): Generator<readonly [TermHit, TermHit]> {
  const rights = right.flatMap(find).sort((a, b) => a.start - b.start)
  if (rights.length === 0) return
  for (const hit of left.flatMap(find)) {
    const from = firstFrom(rights, hit.start - within - ruleLimits.termLength)
    for (let index = from; index < rights.length; index += 1) {
      const other = rights[index]
      if (!other || other.start > hit.end + within) break
      if (gap(hit, other) <= within && hit.start < titleEnd === other.start < titleEnd) yield [hit, other]
    }
  }
}

/** Characters between two stretches; 0 where they touch or overlap. */
const gap = (a: TermHit, b: TermHit): number =>
  Math.max(0, a.start < b.start ? b.start - a.end : a.start - b.end)

/** Index of the first hit that starts at `start` or later. */
function firstFrom(hits: readonly TermHit[], start: number): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle]?.start ?? 0) < start) low = middle + 1
    else high = middle
  }
  return low
}
