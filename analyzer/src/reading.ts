import type { Evidence } from '@huiyin/domain/judgement'
import { type NormalText, normalize } from '@huiyin/domain/text/normalize'
import { markedCodes } from './marked-codes.js'
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
  /** Hits of the tag `role:detail`, without putting its name together. */
  of(role: string, detail: string): readonly Hit[]
  /** Hits of all tags with this role, by the rest of the tag. */
  role(role: string): ReadonlyMap<string, readonly Hit[]>
  evidence(hit: { start: number; end: number }): Evidence
  /** Bounds of the sentence around `at`. */
  sentence(at: number): { start: number; end: number }
}

const none: readonly Hit[] = []
const endsSentence = markedCodes('。！？!?；;\n')

/** `title + "\n" + text`, or `text` without a title: what evidence offsets point into. */
export const wholeText = (title: string | undefined, text: string): string =>
  title ? `${title}\n${text}` : text

export function read(title: string | undefined, body: string, vocabulary: Vocabulary): Reading {
  const original = wholeText(title, body)
  const normal = normalize(original)
  const { text } = normal
  const found = hitsByTag(text, vocabulary)
  const roles: (ReadonlyMap<string, readonly Hit[]> | undefined)[] = []
  let sentence = { start: 0, end: -1 }
  const newline = title ? text.indexOf('\n') : -1
  return {
    original,
    text,
    normal,
    titleEnd: Math.max(0, newline),
    hits: (tag) => hitsOf(vocabulary.numbers.get(tag), found, vocabulary),
    of: (role, detail) => hitsOf(vocabulary.byRole.get(role)?.get(detail), found, vocabulary),
    role: (role) => {
      const number = vocabulary.roles.get(role)
      if (number === undefined) return nothing
      const known = roles[number]
      if (known) return known
      const hits = hitsOfRole(number, found, vocabulary)
      roles[number] = hits
      return hits
    },
    evidence: (hit) => {
      const { start, end } = normal.original(hit.start, hit.end)
      return { start, end, text: original.slice(start, end) }
    },
    sentence: (at) => {
      // Asked again and again about one sentence.
      if (at < sentence.start || at > sentence.end) sentence = sentenceAround(text, at)
      return sentence
    },
  }
}

function sentenceAround(text: string, at: number): { start: number; end: number } {
  let start = at
  while (start > 0 && endsSentence[text.charCodeAt(start - 1)] === 0) start -= 1
  let end = at
  while (end < text.length && endsSentence[text.charCodeAt(end)] === 0) end += 1
  return { start, end }
}

/** What the one pass over a text finds. */
interface Found {
  /** Numbers of the tags found, by where they were first met. */
  readonly tags: number[]
  /** Hits of each of `tags`. */
  readonly hits: Hit[][]
  /** Places in `tags` of those of a role, by the number of the role. */
  readonly met: readonly (number[] | undefined)[]
}

function hitsByTag(text: string, { automaton, parts, roles, slots }: Vocabulary): Found {
  const tags: number[] = []
  const hits: Hit[][] = []
  const met: (number[] | undefined)[] = new Array(roles.size)
  automaton.each(text, (start, end, entry) => {
    const hit = { start, end, word: entry.word }
    for (const tag of entry.tags) {
      const place = slots.placeOf(tag, tags)
      if (place >= 0) {
        const known = hits[place] as Hit[]
        known.push(hit)
        continue
      }
      const { roleNumber } = parts[tag] as Vocabulary['parts'][number]
      const ofRole = met[roleNumber]
      if (ofRole) ofRole.push(tags.length)
      else met[roleNumber] = [tags.length]
      slots.add(tag, tags)
      hits.push([hit])
    }
  })
  return { tags, hits, met }
}

function hitsOf(tag: number | undefined, { tags, hits }: Found, { slots }: Vocabulary): readonly Hit[] {
  const place = tag === undefined ? -1 : slots.placeOf(tag, tags)
  return place < 0 ? none : (hits[place] as Hit[])
}

const nothing: ReadonlyMap<string, readonly Hit[]> = new Map()

function hitsOfRole(role: number, { tags, hits, met }: Found, { parts }: Vocabulary) {
  const places = met[role]
  if (!places) return nothing
  const found = new Map<string, readonly Hit[]>()
  for (const place of places)
    found.set((parts[tags[place] as number] as Vocabulary['parts'][number]).detail, hits[place] as Hit[])
  return found
}
