import type { Judgement } from '@huiyin/domain/judgement'
import type { TopicMatch } from '../match-topics.js'
import { type Guesses, likeliest } from './head.js'

/** Below this the weights hardly know, and a subject found by its words decides. */
const hardlyKnown = 0.5

/**
 * The first level from the weights, which know the labels that enough messages were filed under; where they hardly
 * know, a watched subject of the other labels decides. Second and third level come from the best subject within.
 */
export function combineTopic(
  byRules: Judgement['topic'],
  matches: readonly TopicMatch[],
  guesses: Guesses,
): Judgement['topic'] {
  const best = likeliest(guesses)
  if (!best) return byRules
  const isOther = byRules.confidence > 0 && !guesses.labels.includes(byRules.l1)
  if (isOther && best.probability < hardlyKnown) return byRules
  const match = matches.find(({ topic }) => topic.l1 === best.label)
  const confidence = Math.round(best.probability * 100) / 100
  return {
    l1: best.label,
    l2: match?.topic.l2 ?? '其他',
    l3: match?.topic.l3 ?? '其他',
    confidence,
  }
}
