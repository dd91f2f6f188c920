import type { CitedItem } from './cited-items.js'
import { plainText } from './plain-text.js'

/** One thing people say: a sentence taken word for word from one item, and every item that says the same. */
export interface Viewpoint {
  readonly quotation: string
  readonly cites: readonly number[]
}

interface Candidate {
  text: string
  number: number
  grams: Set<string>
  weight: number
}

/** Shorter sentences carry no view (“求解决！”); longer ones are not read in a report. */
const shortest = 8
const longest = 90

/**
 * Two sentences say the same when they share half of their character pairs (Jaccard): joins reposts and small
 * edits, keeps different demands apart. A chosen value, not a measured one.
 */
const sameFrom = 0.5

function pairs(text: string): Set<string> {
  const letters = [...text.replace(/[\s\p{P}]/gu, '')]
  return new Set(letters.slice(1).map((letter, index) => `${letters[index]}${letter}`))
}

function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared += 1
  return shared / (a.size + b.size - shared || 1)
}

/** A sentence too long is cut at its last comma, the cut shown. */
function fitted(text: string): string {
  const letters = [...text]
  if (letters.length <= longest) return text
  const head = letters.slice(0, longest - 2).join('')
  const comma = Math.max(head.lastIndexOf('，'), head.lastIndexOf('、'), head.lastIndexOf('；'))
  return `${comma >= shortest ? head.slice(0, comma) : head}……`
}

/** How many words the assessment rested on stand in the sentence: what was graded is what is quoted. */
const evidenceIn = (item: CitedItem, text: string): number =>
  (item.judgement?.factors ?? []).reduce(
    (count, factor) =>
      count + factor.evidence.filter((e) => e.text.length > 1 && text.includes(e.text)).length,
    (item.judgement?.keywords ?? []).filter((word) => text.includes(word)).length,
  )

function candidatesOf(item: CitedItem): Candidate[] {
  const source = item.text.trim() === '' ? item.title : item.text
  const sentences = source
    .split(/[。！？!?；;\n]+/)
    .map((text) => plainText(text).replace(/^[\p{P}\s]+(?=[\p{L}\p{N}])/u, ''))
    .filter((text) => [...text].length >= shortest)
  const usable = sentences.length > 0 ? sentences : [plainText(item.title)]
  return usable.map((text) => ({
    text: fitted(text),
    number: item.number,
    grams: pairs(text),
    weight: evidenceIn(item, text),
  }))
}

/**
 * Up to `limit` viewpoints of `items`, most shared first, then those resting on most evidence, then earliest.
 * A group is compared with its first sentence only, so chains of likeness cannot grow.
 */
export function extractViewpoints(items: readonly CitedItem[], limit: number): Viewpoint[] {
  const groups: { head: Candidate; best: Candidate; numbers: Set<number> }[] = []
  for (const candidate of items.flatMap(candidatesOf)) {
    const group = groups.find(({ head }) => similarity(head.grams, candidate.grams) >= sameFrom)
    if (!group) {
      groups.push({ head: candidate, best: candidate, numbers: new Set([candidate.number]) })
      continue
    }
    group.numbers.add(candidate.number)
    if (candidate.weight > group.best.weight) group.best = candidate
  }
  return groups
    .sort(
      (a, b) =>
        b.numbers.size - a.numbers.size || b.best.weight - a.best.weight || a.head.number - b.head.number,
    )
    .slice(0, limit)
    .map(({ best, numbers }) => ({ quotation: best.text, cites: [...numbers].sort((a, b) => a - b) }))
}
