/** Text as the rules read it, with the way back to the offsets of the original. */
export interface NormalText {
  readonly text: string
  /** Original span of a span of `text`; UTF-16 offsets. */
  original(start: number, end: number): { start: number; end: number }
}

/** Above this a text is judged by its beginning: no post says its matter later, and a megabyte must not stop the line. */
export const readAtMost = 20_000

/** Most posts need nothing done: one look tells. Line feeds, tabs and spaces stay as they are. */
const changes =
  /(?![\n\t ])[\p{Cc}\p{Cf}\p{Zs}\p{Variation_Selector}]|[０-９Ａ-Ｚａ-ｚ．①-⑳㈀-㏿豈-﫿]|<[a-zA-Z/!]|&[a-z#]/u
const markup = /<[a-zA-Z/!][^<>]{0,400}>|&(?:nbsp|lt|gt|amp|quot|#\d{1,6});/y
const invisible = /(?![\n\t])[\p{Cc}\p{Cf}\p{Variation_Selector}]/u

/** Full-width letters and digits, ligatures and circled numbers as plain ones; Chinese punctuation stays. */
function plain(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0xff10 && code <= 0xff5a && /[0-9A-Za-z]/.test(String.fromCharCode(code - 0xfee0)))
    return String.fromCharCode(code - 0xfee0)
  if (code === 0xff0e) return '.'
  if (code === 0xa0 || code === 0x3000 || code === 0x2028 || code === 0x2029) return ' '
  if (
    (code >= 0x2460 && code <= 0x2473) ||
    (code >= 0x3200 && code <= 0x33ff) ||
    (code >= 0xf900 && code <= 0xfaff)
  )
    return char.normalize('NFKC')
  return char
}

/** NFKC of what carries meaning, without zero-width characters and HTML remnants. */
export function normalize(whole: string): NormalText {
  const source = whole.length > readAtMost ? whole.slice(0, readAtMost) : whole
  if (!changes.test(source)) return { text: source, original: (start, end) => ({ start, end }) }
  const offsets: number[] = []
  let text = ''
  const put = (piece: string, at: number) => {
    text += piece
    for (let i = 0; i < piece.length; i += 1) offsets.push(at)
  }
  for (let i = 0; i < source.length; ) {
    markup.lastIndex = i
    const tag = markup.exec(source)
    if (tag) {
      put(' ', i)
      i += tag[0].length
      continue
    }
    const char = source.charAt(i)
    if (!invisible.test(char)) put(plain(char), i)
    i += 1
  }
  offsets.push(source.length)
  return {
    text,
    original: (start, end) => ({
      start: offsets[start] ?? source.length,
      end: end > start ? (offsets[end - 1] ?? source.length - 1) + 1 : (offsets[start] ?? source.length),
    }),
  }
}
