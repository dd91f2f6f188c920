import type { Evidence } from '@huiyin/domain/judgement'
import { type NormalText, normalize } from '@huiyin/domain/text/normalize'
import type { Tag, Vocabulary } from './vocabulary.js'

/** A word found, with its place in the normalised text. */
export interface Hit {
  readonly start: number
  readonly end: number
  readonly word: string
}

/** One text read once: every rule asks this instead of the string. */
export interface Reading {
  readonly original: string
  readonly text: string
  /** Where the title ends; 0 without a title. */
  readonly titleEnd: number
  readonly normal: NormalText
  hits(tag: Tag): readonly Hit[]
  /** Hits of all tags with this role, by the rest of the tag. */
  role(role: string): ReadonlyMap<string, readonly Hit[]>
  evidence(hit: { start: number; end: number }): Evidence
  /** Bounds of the sentence around `at`. */
  sentence(at: number): { start: number; end: number }
}

const none: readonly Hit[] = []
const noRole: ReadonlyMap<string, readonly Hit[]> = new Map()
const sentenceEnd = /[。！？!?；;\n]/

/** `title + "\n" + text`, or `text` without a title: what evidence offsets point into. */
export const wholeText = (title: string | undefined, text: string): string =>
  title ? `${title}\n${text}` : text

export function read(title: string | undefined, body: string, vocabulary: Vocabulary): Reading {
  const original = wholeText(title, body)
  const normal = normalize(original)
  const { text } = normal
  const found = new Map<Tag, Hit[]>()
  for (const { start, end, value } of vocabulary.automaton.matches(text)) {
    const hit = { start, end, word: value.word }
    for (const tag of value.tags) {
      const known = found.get(tag)
      if (known) known.push(hit)
      else found.set(tag, [hit])
    }
  }
  let roles: ReadonlyMap<string, ReadonlyMap<string, readonly Hit[]>> | null = null
  const newline = title ? text.indexOf('\n') : -1
  return {
    original,
    text,
    normal,
    titleEnd: Math.max(0, newline),
    hits: (tag) => found.get(tag) ?? none,
    role: (role) => {
      roles ??= byRole(found, vocabulary)
      return roles.get(role) ?? noRole
    },
    evidence: (hit) => {
      const { start, end } = normal.original(hit.start, hit.end)
      return { start, end, text: original.slice(start, end) }
    },
    sentence: (at) => {
      let start = at
      while (start > 0 && !sentenceEnd.test(text.charAt(start - 1))) start -= 1
      let end = at
      while (end < text.length && !sentenceEnd.test(text.charAt(end))) end += 1
      return { start, end }
    },
  }
}

function byRole(found: ReadonlyMap<Tag, readonly Hit[]>, { parts }: Vocabulary) {
  const roles = new Map<string, Map<string, readonly Hit[]>>()
  for (const [tag, hits] of found) {
    const { role, detail } = parts.get(tag) ?? { role: tag, detail: '' }
    const of = roles.get(role)
    if (of) of.set(detail, hits)
    else roles.set(role, new Map([[detail, hits]]))
  }
  return roles
}
