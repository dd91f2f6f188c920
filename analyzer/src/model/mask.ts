import { normalize } from '@huiyin/domain/text/normalize'
import { type Cut, cut } from '../words/cut.js'

/** A text as the models take it: normalised and cut into words, once for all. */
export interface Document {
  readonly pieces: Cut
  /** Where the title ends; 0 without one. */
  readonly titleEnd: number
}

/** No post says its matter after this; chosen by cross-validation (800, 1,500 and 3,000 gave the same). */
const readAtMost = 1_000
/** As far as a text is cut at all. */
export const cutAtMost = 3_000

/** A row of training data, read as the analyzer reads a post. */
export function documentOf(title: string, text: string): Document {
  const normal = normalize(title === '' ? text : `${title}\n${text}`).text
  return {
    pieces: cut(normal.slice(0, cutAtMost)),
    titleEnd: title === '' ? 0 : Math.max(0, normal.indexOf('\n')),
  }
}

/** What is no matter: web addresses, who is spoken to or quoted after an @, and an emoticon said again at once. */
const noMatter =
  /https?:\/\/[\w./?=&%-]+|(?<=@)[^\s@:：，。！？#]{1,30}(?=[\s:：@]|$)|(?<=(\[[^[\]]{1,6}\]))\1+/g
const name = /(?<=@)[^\s@:：，。！？#]{1,30}(?=[\s:：@]|$)/g
/** A text without the names of those it speaks to or quotes. */
export const withoutNames = (text: string): string => (text.includes('@') ? text.replace(name, '') : text)
const nothing = 0
const zero = 0x30

/** What a unit is read as: letters small, digits as 0, wide punctuation as narrow, blanks as nothing. */
const readAs = Uint16Array.from({ length: 0x10000 }, (_, code) => {
  if (code >= 0x3400 && code < 0xfe00) return code
  const char = String.fromCharCode(code)
  if (/\s/.test(char)) return nothing
  if (/\d/.test(char)) return zero
  const plain = char.normalize('NFKC').toLowerCase()
  return plain.length === 1 && !/\s/.test(plain) ? plain.charCodeAt(0) : code
})

const isLatin = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
const divisions = new Set([...'市区县省'].map((char) => char.charCodeAt(0)))

/** Where a place blotted out before publication (A市, A3区) ends before its 市; `at` when there is none. */
function blottedEnd(text: string, at: number): number {
  if (!isLatin(text.charCodeAt(at))) return at
  let end = at + 1
  while (readAs[text.charCodeAt(end)] === zero) end += 1
  return divisions.has(text.charCodeAt(end)) ? end : at
}

/**
 * The units a model reads and the words they belong to: the same matter in another city, year and house number reads
 * the same. Addresses, names of authors and blotted-out places are left out: they tell which data set it is, not what
 * the matter is. What is said more than twice running (哈哈哈哈, ！！！！) is read as said twice.
 * Valid until the next call of `read`.
 */
export class MaskedText {
  codes = new Uint16Array(0)
  size = 0
  titleEnd = 0
  /** Where each unit of the text went; one more than there are. */
  places = new Int32Array(0)
  starts = new Int32Array(0)
  ends = new Int32Array(0)
  count = 0

  read({ pieces, titleEnd }: Document): void {
    const { text } = pieces
    if (this.places.length <= text.length) {
      this.codes = new Uint16Array(2 * text.length)
      this.places = new Int32Array(2 * text.length + 1)
    }
    this.#mask(text, titleEnd)
    this.#moveWords(pieces)
  }

  #mask(text: string, titleEnd: number): void {
    const { codes, places } = this
    const left = /http|@|\]\[/.test(text) ? [...text.matchAll(noMatter)] : []
    let [size, skipTo] = [0, 0]
    let wasDigit = false
    for (let i = 0; i < text.length; i += 1) {
      places[i] = size
      const code = readAs[text.charCodeAt(i)] as number
      if (i === left[0]?.index) skipTo = i + (left.shift()?.[0].length ?? 0)
      else if (i >= skipTo && code >= 0x61 && code <= 0x7a) skipTo = blottedEnd(text, i)
      if (i < skipTo || code === nothing) continue
      if ((code === zero && wasDigit) || size >= readAtMost) continue
      if (code === codes[size - 1] && code === codes[size - 2]) continue
      codes[size] = code
      size += 1
      wasDigit = code === zero
    }
    places[text.length] = size
    this.size = size
    this.titleEnd = places[titleEnd] as number
  }

  #moveWords({ starts, ends, count }: Cut): void {
    if (this.starts.length < count) {
      this.starts = new Int32Array(2 * count)
      this.ends = new Int32Array(2 * count)
    }
    this.count = 0
    for (let i = 0; i < count; i += 1) {
      const [start, end] = [
        this.places[starts[i] as number] as number,
        this.places[ends[i] as number] as number,
      ]
      if (start === end) continue
      this.starts[this.count] = start
      this.ends[this.count] = end
      this.count += 1
    }
  }
}
