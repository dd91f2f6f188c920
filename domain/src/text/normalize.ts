import { simplify, traditionalCodes } from './simplify.js'

/** Text as the rules read it, with the way back to the offsets of the original. */
export interface NormalText {
  readonly text: string
  /** Original span of a span of `text`; UTF-16 offsets. */
  original(start: number, end: number): { start: number; end: number }
}

/** Above this a text is judged by its beginning: no post says its matter later, and a megabyte must not stop the line. */
export const readAtMost = 20_000

const markup = /<[a-zA-Z/!][^<>]{0,400}>|&(?:nbsp|lt|gt|amp|quot|#\d{1,6});/y
const isInvisible = (char: string): boolean => /(?![\n\t])[\p{Cc}\p{Cf}\p{Variation_Selector}]/u.test(char)
const isChanged = (char: string): boolean =>
  /(?![\n\t ])[\p{Zs}\u2028\u2029]|[<&０-９Ａ-Ｚａ-ｚ．①-⑳㈀-㏿豈-﫿]/u.test(char)

/** What becomes of a UTF-16 unit. */
const kept = 0
const changed = 1
const dropped = 2
const traditional = 3
/** Half of a pair; alone it is the rest of a character cut in two, which no database takes. */
const half = 4

let kinds: Uint8Array | null = null

/** One look a character instead of one pattern a text: made once a process. */
function kindsOfUnits(): Uint8Array {
  const table = new Uint8Array(0x10000)
  for (let code = 0; code < table.length; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) {
      table[code] = half
      continue
    }
    // Neither letters nor ideographs between these bounds are touched: the patterns need not be asked.
    if (code >= 0x3400 && code <= 0xd7ff) continue
    const char = String.fromCharCode(code)
    if (isInvisible(char)) table[code] = dropped
    else if (isChanged(char)) table[code] = changed
  }
  for (const code of traditionalCodes()) table[code] = traditional
  return table
}

/** Full-width letters and digits, ligatures and circled numbers as plain ones; Chinese punctuation stays. */
function plain(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0xff10 && code <= 0xff5a && /[0-9A-Za-z]/.test(String.fromCharCode(code - 0xfee0)))
    return String.fromCharCode(code - 0xfee0)
  if (code === 0xff0e) return '.'
  if (/[\p{Zs}\u2028\u2029]/u.test(char)) return ' '
  if (
    (code >= 0x2460 && code <= 0x2473) ||
    (code >= 0x3200 && code <= 0x33ff) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
    return char.normalize('NFKC')
  return char
}

/** A half that has its other half beside it. */
function isWhole(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  const other = text.charCodeAt(code < 0xdc00 ? at + 1 : at - 1)
  return code < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff
}

/**
 * NFKC of what carries meaning, in simplified characters, without zero-width characters and HTML remnants. Most posts
 * need nothing done, and one look a character tells.
 */
export function normalize(whole: string): NormalText {
  const source = whole.length > readAtMost ? whole.slice(0, readAtMost) : whole
  kinds ??= kindsOfUnits()
  let needsWork = false
  let isTraditional = false
  for (let i = 0; i < source.length; i += 1) {
    const kind = kinds[source.charCodeAt(i)]
    if (kind === kept) continue
    if (kind === traditional) isTraditional = true
    else if (kind !== half || !isWhole(source, i)) needsWork = true
  }
  if (!needsWork)
    return {
      text: isTraditional ? simplify(source) : source,
      original: (start, end) => ({ start, end }),
    }
  return rewrite(source, isTraditional, kinds)
}

function rewrite(source: string, isTraditional: boolean, of: Uint8Array): NormalText {
  const offsets: number[] = []
  let text = ''
  const put = (piece: string, at: number) => {
    text += piece
    for (let i = 0; i < piece.length; i += 1) offsets.push(at)
  }
  for (let i = 0; i < source.length; i += 1) {
    const char = source.charAt(i)
    const kind = of[source.charCodeAt(i)]
    if (kind === dropped) continue
    if (kind === half && !isWhole(source, i)) {
      put('\ufffd', i)
      continue
    }
    if (char === '<' || char === '&') {
      markup.lastIndex = i
      const tag = markup.exec(source)
      if (tag) {
        put(' ', i)
        i += tag[0].length - 1
        continue
      }
    }
    put(kind === changed ? plain(char) : char, i)
  }
  offsets.push(source.length)
  return {
    text: isTraditional ? simplify(text) : text,
    original: (start, end) => ({
      start: offsets[start] ?? source.length,
      end: end > start ? (offsets[end - 1] ?? source.length - 1) + 1 : (offsets[start] ?? source.length),
    }),
  }
}
