import type { Evidence } from '../judgement.js'
import { Automaton } from '../text/automaton.js'
import { normalize } from '../text/normalize.js'
import { pushNots, type RuleNode, termsOf } from './ast.js'
import { evidenceOf, type FindTerm, holds, type TermHit } from './evaluate.js'
import { foldCase } from './fold.js'

/** One rule under the name of whoever asks. */
export interface NamedRule<Id> {
  readonly id: Id
  readonly node: RuleNode
}

/** A rule that is true of a text, with the words it rests on. */
export interface RuleHit<Id> {
  readonly id: Id
  /** Offsets into `title + "\n" + text` as given; in order, none overlapping, at most `spansKept`. */
  readonly spans: readonly Evidence[]
  /** The terms found, each once, in the order they stand. */
  readonly words: readonly string[]
}

/** All rules of a place, ready for texts. */
export interface RuleSet<Id> {
  readonly rules: number
  /** Every rule that is true of the post, in the order given. */
  match(post: { readonly title?: string; readonly text: string }): RuleHit<Id>[]
}

interface Word {
  readonly text: string
  /** Rules that cannot be true without one of their words of this kind. */
  readonly wakes: number[]
}

/** More than an officer looks at. */
const spansKept = 20
const none: readonly TermHit[] = []

/**
 * Compiles rules into one automaton over all their words. A text is walked once, and only rules one of whose required
 * words was found are looked at: what a text costs does not grow with the number of rules.
 */
export function compileRules<Id>(given: readonly NamedRule<Id>[]): RuleSet<Id> {
  const rules = given.map(({ id, node }) => ({ id, node: pushNots(node) }))
  const words = new Map<string, Word>()
  const wordOf = (text: string): Word => {
    const known = words.get(text) ?? { text, wakes: [] }
    words.set(text, known)
    return known
  }
  rules.forEach(({ node }, index) => {
    for (const { text } of termsOf(node)) wordOf(text)
    for (const text of requiredOf(node)?.words ?? []) wordOf(text).wakes.push(index)
  })
  const automaton = new Automaton<Word>([...words.values()].map((word) => [word.text, word] as const))

  return {
    rules: rules.length,
    match({ title, text }) {
      const whole = title ? `${title}\n${text}` : text
      const normal = normalize(whole)
      const titleEnd = title ? Math.max(0, normal.text.indexOf('\n')) : 0
      const found = new Map<string, TermHit[]>()
      const awake = new Set<number>()
      for (const { start, end, value } of automaton.matches(foldCase(normal.text))) {
        const hit = { start, end, text: value.text }
        const before = found.get(value.text)
        if (before) before.push(hit)
        else {
          found.set(value.text, [hit])
          for (const rule of value.wakes) awake.add(rule)
        }
      }
      if (awake.size === 0) return []
      const find: FindTerm = (term) => {
        const hits = found.get(term.text) ?? none
        return term.title ? hits.filter(({ end }) => end <= titleEnd) : hits
      }
      return [...awake]
        .sort((a, b) => a - b)
        .flatMap((index) => {
          const rule = rules[index]
          if (!rule || !holds(rule.node, find, titleEnd)) return []
          const hits = evidenceOf(rule.node, find, titleEnd)
          return [
            {
              id: rule.id,
              words: [...new Set([...hits].sort(byStart).map((hit) => hit.text))],
              spans: merged(hits)
                .slice(0, spansKept)
                .map((hit) => {
                  const { start, end } = normal.original(hit.start, hit.end)
                  return { start, end, text: whole.slice(start, end) }
                }),
            },
          ]
        })
    },
  }
}

const byStart = (a: { start: number; end: number }, b: { start: number; end: number }): number =>
  a.start - b.start || b.end - a.end

function merged(hits: readonly TermHit[]): { start: number; end: number }[] {
  const stretches: { start: number; end: number }[] = []
  for (const { start, end } of [...hits].sort(byStart)) {
    const last = stretches.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches
}

/**
 * Words one of which must be found for the rule to be true, the rarest such choice: of the parts of an `and` the one
 * with the fewest and longest. Null where the rule can be true without any; `parseRule` admits no such rule.
 */
function requiredOf(node: RuleNode): { words: readonly string[]; commonness: number } | null {
  switch (node.kind) {
    case 'term':
      // A character more makes a Chinese word about a hundred times rarer.
      return { words: [node.text], commonness: 100 ** -node.text.length }
    case 'near':
      return rarest([requiredOfAny(node.left), requiredOfAny(node.right)])
    case 'not':
      return null
    case 'and':
      return rarest(node.of.map(requiredOf))
    case 'or':
      return requiredOfAny(node.of)
  }
}

type Required = ReturnType<typeof requiredOf>

const rarest = (choices: readonly Required[]): Required =>
  choices.reduce(
    (best, choice) => (choice && (!best || choice.commonness < best.commonness) ? choice : best),
    null,
  )

function requiredOfAny(parts: readonly RuleNode[]): Required {
  const all = parts.map(requiredOf)
  if (all.some((one) => one === null)) return null
  return {
    words: [...new Set(all.flatMap((one) => one?.words ?? []))],
    commonness: all.reduce((sum, one) => sum + (one?.commonness ?? 0), 0),
  }
}
