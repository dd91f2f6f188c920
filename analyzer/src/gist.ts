import type { Reading } from './reading.js'
import type { WeightedTerm } from './segment.js'

/** As much as one line of the feed shows. */
const longest = 90
const greeting = /^(?:尊敬的|您好|你好|市民来电|领导)/

/** One sentence of the text itself, the one that carries most of its telling words; never a made-up one. */
export function extractGist({ text, titleEnd }: Reading, terms: readonly WeightedTerm[]): string {
  const sentences = text
    .slice(titleEnd)
    .slice(0, 3_000)
    .split(/(?<=[。！？!?；\n])/)
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence.length >= 6)
  const scored = sentences.map((sentence, index) => {
    const sum = terms.reduce((total, { word, weight }) => total + (sentence.includes(word) ? weight : 0), 0)
    const place = index === 0 ? 1.3 : index < 3 ? 1.1 : 1
    return {
      sentence,
      score: (sum / Math.sqrt(sentence.length + 10)) * place * (greeting.test(sentence) ? 0.7 : 1),
    }
  })
  const best = scored.reduce<(typeof scored)[number] | null>(
    (a, b) => (a && a.score >= b.score ? a : b),
    null,
  )
  return clip(best?.sentence ?? (text.slice(0, titleEnd || undefined).trim() || text.trim()))
}

/** Never between the halves of a character outside the basic plane: no database takes half a character. */
const clip = (sentence: string): string => {
  if (sentence.length <= longest) return sentence
  const end = /[\ud800-\udbff]/.test(sentence.charAt(longest - 2)) ? longest - 2 : longest - 1
  return `${sentence.slice(0, end)}…`
}
