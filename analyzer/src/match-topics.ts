import type { Judgement } from '@huiyin/domain/judgement'
import type { TopicRule } from '@huiyin/keywords/lexicon'
import type { Hit, Reading } from './reading.js'
import { asName } from './vocabulary.js'

export interface TopicMatch {
  readonly topic: TopicRule
  readonly score: number
  readonly hits: readonly Hit[]
  /** Enough to say that the text is about it; one weak word alone only hints. */
  readonly isSure: boolean
}

/** A word in the title says what it is about; in the text it may be said in passing. */
const titleWeight = 2

/** Watched subjects found in the text: those with a strong word or two others. */
export const matchTopics = (scored: readonly TopicMatch[]): TopicMatch[] =>
  scored.filter(({ isSure }) => isSure)

/** Points of a strong word and of any other, as the vocabulary tags them: `topic:3:water-supply`. */
const strong = 3
const weak = 1

interface Meaning {
  readonly topic: TopicRule
  readonly weight: typeof strong | typeof weak
}

const indexes = new WeakMap<readonly TopicRule[], ReadonlyMap<string, Meaning>>()

/** The subjects by what a tag says of them, made once a lexicon and not once a text. */
function indexed(topics: readonly TopicRule[]): ReadonlyMap<string, Meaning> {
  const known = indexes.get(topics)
  if (known) return known
  const index = new Map<string, Meaning>()
  for (const topic of topics)
    for (const weight of [strong, weak] as const)
      index.set(asName(`${weight}:${topic.code}`), { topic, weight })
  indexes.set(topics, index)
  return index
}

/** Every subject of which a word is in the text, best first. */
export function scoreTopics(reading: Reading, topics: readonly TopicRule[]): TopicMatch[] {
  const meanings = indexed(topics)
  const found = new Map<TopicRule, Scored>()
  for (const [key, hits] of reading.role('topic')) {
    const meaning = meanings.get(key)
    if (!meaning) continue
    const { topic, weight } = meaning
    const known = found.get(topic)
    const match = known ?? { topic, score: 0, hits: [], words: [], isSure: false }
    if (!known) found.set(topic, match)
    match.isSure ||= weight === strong
    for (const hit of hits) {
      match.hits.push(hit)
      if (match.words.includes(hit.word)) continue
      match.words.push(hit.word)
      match.score += weight * (hit.end <= reading.titleEnd ? titleWeight : 1)
    }
    match.isSure ||= match.words.length >= 2
  }
  return [...found.values()].sort((a, b) => b.score - a.score || firstOf(a) - firstOf(b))
}

const firstOf = ({ hits }: TopicMatch): number => hits[0]?.start ?? 0

/** A subject while its words are counted. */
interface Scored extends TopicMatch {
  score: number
  readonly hits: Hit[]
  readonly words: string[]
  isSure: boolean
}

/** The label of the text: the best first level by the sum of its subjects, and within it the best subject. */
export function chooseTopic(matches: readonly TopicMatch[]): Judgement['topic'] {
  const sums = new Map<string, number>()
  for (const { topic, score } of matches) sums.set(topic.l1, (sums.get(topic.l1) ?? 0) + score)
  let [best, most, all] = ['', 0, 0]
  for (const [l1, sum] of sums) {
    if (sum > most) [best, most] = [l1, sum]
    all += sum
  }
  const match = matches.find(({ topic }) => topic.l1 === best)
  if (!match) return { l1: '党务政务', l2: '其他', l3: '其他', confidence: 0 }
  const confidence = Math.round((most / (all + 2)) * 100) / 100
  return { l1: match.topic.l1, l2: match.topic.l2, l3: match.topic.l3, confidence }
}
