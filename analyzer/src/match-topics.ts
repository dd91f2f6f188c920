import type { Judgement } from '@huiyin/domain/judgement'
import type { TopicRule } from '@huiyin/keywords/lexicon'
import type { Hit, Reading } from './reading.js'

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

const indexes = new WeakMap<readonly TopicRule[], ReadonlyMap<string, TopicRule>>()

/** The subjects by code, made once a lexicon and not once a text. */
function indexed(topics: readonly TopicRule[]): ReadonlyMap<string, TopicRule> {
  const known = indexes.get(topics)
  if (known) return known
  const index = new Map(topics.map((topic) => [topic.code, topic]))
  indexes.set(topics, index)
  return index
}

/** Every subject of which a word is in the text, best first. */
export function scoreTopics(reading: Reading, topics: readonly TopicRule[]): TopicMatch[] {
  const byCode = indexed(topics)
  const found = new Map<string, { score: number; hits: Hit[]; words: Set<string>; isStrong: boolean }>()
  for (const [key, hits] of reading.role('topic')) {
    const [weight = '1', code = ''] = key.split(':')
    const match = found.get(code) ?? { score: 0, hits: [], words: new Set(), isStrong: false }
    for (const hit of hits) {
      match.hits.push(hit)
      if (match.words.has(hit.word)) continue
      match.words.add(hit.word)
      match.score += Number(weight) * (hit.end <= reading.titleEnd ? titleWeight : 1)
      match.isStrong ||= weight === '3'
    }
    found.set(code, match)
  }
  return [...found]
    .flatMap(([code, { score, hits, isStrong, words }]) => {
      const topic = byCode.get(code)
      return topic ? [{ topic, score, hits, isSure: isStrong || words.size >= 2 }] : []
    })
    .sort((a, b) => b.score - a.score || (a.hits[0]?.start ?? 0) - (b.hits[0]?.start ?? 0))
}

/** The label of the text: the best first level by the sum of its subjects, and within it the best subject. */
export function chooseTopic(matches: readonly TopicMatch[]): Judgement['topic'] {
  const sums = new Map<string, number>()
  for (const { topic, score } of matches) sums.set(topic.l1, (sums.get(topic.l1) ?? 0) + score)
  const [best] = [...sums].sort((a, b) => b[1] - a[1])
  const match = matches.find(({ topic }) => topic.l1 === best?.[0])
  if (!best || !match) return { l1: '党务政务', l2: '其他', l3: '其他', confidence: 0 }
  const all = [...sums.values()].reduce((a, b) => a + b, 0)
  const confidence = Math.round((best[1] / (all + 2)) * 100) / 100
  return { l1: match.topic.l1, l2: match.topic.l2, l3: match.topic.l3, confidence }
}
