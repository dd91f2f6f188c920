import { codesLike, markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'
import { placesWithin, type WeightedTerm } from './weighted-terms.js'
import { wordPlaces } from './words/word-places.js'

/** As much as one line of the feed shows. */
const longest = 90
const greeting = /^(?:尊敬的|您好|你好|市民来电|领导)/

/** One sentence of the text itself, the one that carries most of its telling words; never a made-up one. */
export function extractGist({ text, titleEnd }: Reading, terms: readonly WeightedTerm[]): string {
  const bodyEnd = Math.min(text.length, titleEnd + placesWithin)
  const ends = sentenceEnds(text, titleEnd, bodyEnd)
  wordPlaces.read(text, bodyEnd)
  const sums = sumsOf(ends, titleEnd, terms)
  let [best, most] = ['', Number.NEGATIVE_INFINITY]
  let [start, place] = [titleEnd, 0]
  ends.forEach((end, i) => {
    const sentence = plain(text.slice(start, end))
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

const plain = (sentence: string): string =>
  hasBlank(sentence) ? sentence.replace(/\s+/g, ' ').trim() : sentence

const isMark = markedCodes('。！？!?；\n')
const isBlank = codesLike(/\s/)

function hasBlank(sentence: string): boolean {
  for (let i = 0; i < sentence.length; i += 1) if (isBlank[sentence.charCodeAt(i)] === 1) return true
  return false
}

function sentenceEnds(text: string, from: number, to: number): number[] {
  const ends: number[] = []
  for (let i = from; i < to; i += 1) if (isMark[text.charCodeAt(i)] === 1) ends.push(i + 1)
  if (ends.at(-1) !== to) ends.push(to)
  return ends
}

/** For each sentence from `from` on the weight of the terms in it, each once. */
function sumsOf(ends: readonly number[], from: number, terms: readonly WeightedTerm[]): Float64Array {
  const sums = new Float64Array(ends.length)
  for (const { word, weight, start } of terms) {
    const end = start + word.length
    let [sentence, next] = [0, from]
    for (let at = wordPlaces.first(start, end); at >= 0; at = wordPlaces.next(at, start, end)) {
      if (at < next) continue
      while ((ends[sentence] as number) <= at) sentence += 1
      sums[sentence] = (sums[sentence] as number) + weight
      next = ends[sentence] as number
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
