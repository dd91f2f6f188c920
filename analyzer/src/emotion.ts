import type { Judgement } from '@huiyin/domain/judgement'
import { emotions } from '@huiyin/domain/judgement'
import type { Reading } from './reading.js'

const distinct = (reading: Reading, role: string, of: string): number =>
  new Set(reading.of(role, of).map((hit) => hit.word)).size

/** The emotion with most words; none is neutral. By lexicon only. */
export function findEmotion(reading: Reading): Judgement['emotion'] {
  let best: Judgement['emotion'] = 'neutral'
  let most = 0
  for (const emotion of emotions) {
    const count = emotion === 'neutral' ? 0 : distinct(reading, 'emotion', emotion)
    if (count > most) [best, most] = [emotion, count]
  }
  return best
}

/** Leaning of the text by words of praise and complaint. */
export function findSentiment(reading: Reading): Judgement['sentiment'] {
  const positive = distinct(reading, 'sentiment', 'positive')
  const negative = distinct(reading, 'sentiment', 'negative')
  return negative > positive ? 'negative' : positive > negative ? 'positive' : 'neutral'
}
