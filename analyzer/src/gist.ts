import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'
import type { WeightedTerm } from './segment.js'

/** As much as one line of the feed shows. */
const longest = 90
const greeting = /^(?:尊敬的|您好|你好|市民来电|领导)/

/** One sentence of the text itself, the one that carries most of its telling words; never a made-up one. */
export function extractGist({ text, titleEnd }: Reading, terms: readonly WeightedTerm[]): string {
  const body = text.slice(titleEnd, titleEnd + 3_000)
  const ends = sentenceEnds(body)
  const sums = sumsOf(body, ends, terms)
  let [best, most] = ['', Number.NEGATIVE_INFINITY]
  let [start, place] = [0, 0]
  ends.forEach((end, i) => {
    const sentence = body.slice(start, end).replace(/\s+/g, ' ').trim()
    start = end
    if (sentence.length < 6) return
    const lead = place === 0 ? 1.3 : place < 3 ? 1.1 : 1
    const score =
      ((sums[i] as number) / Math.sqrt(sentence.length + 10)) * lead * (greeting.test(sentence) ? 0.7 : 1)
    if (score > most) [best, most] = [sentence, score]
    place += 1
  })
  return clip(best || text.slice(0, titleEnd || undefined).trim() || text.trim())
}

const isMark = markedCodes('。！？!?；\n')

function sentenceEnds(text: string): number[] {
  const ends: number[] = []
  for (let i = 0; i < text.length; i += 1) if (isMark[text.charCodeAt(i)] === 1) ends.push(i + 1)
  if (ends.at(-1) !== text.length) ends.push(text.length)
  return ends
}

/** For each sentence the weight of the terms in it, each once. */
function sumsOf(text: string, ends: readonly number[], terms: readonly WeightedTerm[]): Float64Array {
  const sums = new Float64Array(ends.length)
  for (const { word, weight } of terms) {
    let sentence = 0
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, ends[sentence - 1])) {
      while ((ends[sentence] as number) <= at) sentence += 1
      sums[sentence] = (sums[sentence] as number) + weight
      sentence += 1
      if (sentence === ends.length) break
    }
  }
  return sums
}

/** Never between the halves of a character outside the basic plane: no database takes half a character. */
const clip = (sentence: string): string => {
  if (sentence.length <= longest) return sentence
  const end = /[\ud800-\udbff]/.test(sentence.charAt(longest - 2)) ? longest - 2 : longest - 1
  return `${sentence.slice(0, end)}…`
}
