/**
 * A text in spellings of equal length, so that a find in one has the same offsets in all. People write numbers
 * full-width, spaced by invisible characters, or in Chinese digits, often to slip past filters.
 */
export interface FoldedText {
  readonly raw: string
  /** Full-width forms as ASCII, odd spaces and invisible characters as a space. */
  readonly ascii: string
  /** `ascii`, and Chinese and circled digits as 0–9 (一三八 → 138). */
  readonly digits: string
}

const chineseDigits: Readonly<Record<string, string>> = {
  〇: '0',
  '○': '0',
  零: '0',
  一: '1',
  幺: '1',
  壹: '1',
  二: '2',
  贰: '2',
  三: '3',
  叁: '3',
  四: '4',
  肆: '4',
  五: '5',
  伍: '5',
  六: '6',
  陆: '6',
  七: '7',
  柒: '7',
  八: '8',
  捌: '8',
  九: '9',
  玖: '9',
}

const foldable = /[\u00a0\u00ad\u200b-\u200f\u2060\u3000\ufeff\uff01-\uff5e]/g
const oddDigit = /[〇○零一幺壹二贰三叁四肆五伍六陆七柒八捌九玖①-⑨]/g

const foldOne = (one: string): string => {
  const code = one.charCodeAt(0)
  return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : ' '
}

const digitOf = (one: string): string => chineseDigits[one] ?? String(one.charCodeAt(0) - 0x245f)

/** Every spelling of `raw` the finders look at. */
export function foldText(raw: string): FoldedText {
  const ascii = raw.replace(foldable, foldOne)
  return { raw, ascii, digits: ascii.replace(oddDigit, digitOf) }
}
