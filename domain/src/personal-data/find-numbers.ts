import { isLuhnSum, isProvinceCode, isResidentIdSum } from './checksums.js'
import type { FoldedText } from './folded-text.js'
import type { PersonalKind, PersonalSpan } from './kinds.js'

/*
 * Every pattern here repeats a bounded number of times, so a text is read in time proportional to its length
 * whatever stands in it.
 */

/** Between the groups of a number. */
const gap = '[ \\-–—.·_]{1,2}'
const country = '(?:(?:\\((?:\\+|00)?86\\)|(?:\\+ ?|00)?86)[ -]{0,2})?'
/** 工信部 numbering: eleven digits, the second 3–9; grouped as people read them out, or every digit apart. */
const mobilePattern = new RegExp(
  `(?<![0-9])(?<!0\\.)${country}(?:1[3-9][0-9]{9}|1[3-9][0-9]${gap}(?:[0-9]{4}${gap}[0-9]{4}|[0-9]{3}${gap}[0-9]{5}|[0-9]{5}${gap}[0-9]{3}|[0-9]{8})|1[3-9][0-9]{2}${gap}(?:[0-9]{4}${gap}[0-9]{3}|[0-9]{3}${gap}[0-9]{4})|1[3-9][0-9]{5}${gap}[0-9]{4}|1[3-9][0-9]{4}${gap}[0-9]{5}|1[3-9][0-9]{3}${gap}[0-9]{6}|1([ \\-.·_])[3-9](?:\\1[0-9]){9})`,
  'g',
)
const areaCode = '(?:\\(0(?:10|2[0-9]|[3-9][0-9]{2})\\)|0(?:10|2[0-9]|[3-9][0-9]{2}))'
const extension = '(?:[ -]{0,2}(?:转|分机号?|[Ee][Xx][Tt]\\.?)[ :]{0,2}[0-9]{1,6}|-[0-9]{1,6})?'
const landlinePattern = new RegExp(
  `(?<![0-9])(?:${country}${areaCode}[ \\-–—_]{0,3}|\\+86[ -]?(?:10|2[0-9]|[3-9][0-9]{2})[ -]?)[2-9][0-9]{2,3}[ -]?[0-9]{4}${extension}(?![0-9])`,
  'g',
)
/** Without an area code only after a word that announces a telephone. */
const localPattern = new RegExp(
  `(?<=(?:电话|座机|固话|致电|拨打|[Tt][Ee][Ll])(?:号码?)?[是为: ]{0,3})[2-8][0-9]{2,3}[ -]?[0-9]{4}${extension}(?![0-9])`,
  'g',
)
const idDate = '(?:18|19|20)[0-9]{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12][0-9]|3[01])'
const idPattern = new RegExp(`(?<![0-9])[1-8][0-9]{5}[ -]?${idDate}[ -]?[0-9]{3}[0-9Xx](?![0-9A-Za-z])`, 'g')
const spacedIdPattern = /(?<![0-9])[1-8](?:[ -]?[0-9]){16}[ -]?[0-9Xx](?![0-9A-Za-z])/g
/** The first generation (1985–1999): two-digit year, no check character. */
const oldIdPattern = /(?<![0-9])[1-8][0-9]{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9])/g
const cardPattern =
  /(?<![0-9])[0-9]{4}(?:[0-9]{8,17}|(?:[ -][0-9]{4}){3}(?:[ -]?[0-9]{1,3})?|[0-9]{2}[ -][0-9]{10,13})(?![0-9])/g

/** 银联 62, Visa 4, MasterCard 5, JCB 35, American Express 34 and 37, older domestic 60 and 9. */
const cardPrefix = /^(?:62|4|5[1-5]|35|3[47]|60|9[0-9])/
const cardCue = /(?:卡号|[账帐][号户]|银行|[工农建中交]行|信用社|储蓄卡|社保卡|存折|开户)[^。；\n]{0,12}$/
const otherNumberCue =
  /(?:订单|单号|编号|流水|受理|工单|文号|案号|批号|序列号|条码|运单|快递|合同|发票|户号|表号)[^0-9。；\n]{0,6}$/
const amountAfter = /^ ?(?:元|万|亿|美元|人次|平方|立方|吨|公里)/

const bare = (text: string) => text.replace(/[^0-9Xx]/g, '')
const before = (text: string, at: number) => text.slice(Math.max(0, at - 20), at)

/** Finds of one pattern that `accept` lets through. */
function* scan(
  kind: PersonalKind,
  pattern: RegExp,
  text: string,
  accept: (found: string, start: number, end: number) => boolean = () => true,
): Generator<PersonalSpan> {
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length
    if (accept(match[0], match.index, end)) yield { kind, start: match.index, end }
  }
}

/**
 * Phones, identity numbers and cards. Chinese digits are looked at a second time, where a find must really hold
 * one: there a single digit more belongs to the next word (…五六七八一直打不通).
 */
export function findNumbers({ ascii, digits }: FoldedText): PersonalSpan[] {
  const found = [...numbersIn(ascii, (at) => !/[0-9]/.test(ascii[at] ?? ''))]
  if (digits === ascii) return found
  const isSpelt = ({ start, end }: PersonalSpan) => ascii.slice(start, end) !== digits.slice(start, end)
  const endsOne = (at: number) =>
    !/^[0-9]{2}/.test(digits.slice(at, at + 2)) && !/[0-9]/.test(ascii[at] ?? '')
  return [...found, ...[...numbersIn(digits, endsOne)].filter(isSpelt)]
}

function* numbersIn(text: string, isEnd: (at: number) => boolean): Generator<PersonalSpan> {
  const isOther = (start: number) => otherNumberCue.test(before(text, start))
  yield* scan(
    'mobile',
    mobilePattern,
    text,
    (_found, _start, end) => isEnd(end) && !amountAfter.test(text.slice(end, end + 4)),
  )
  yield* scan('landline', landlinePattern, text, (_found, start) => !isOther(start))
  yield* scan('landline', localPattern, text)
  yield* scan(
    'resident-id',
    idPattern,
    text,
    (found, start) => isProvinceCode(bare(found)) && (isResidentIdSum(bare(found)) || !isOther(start)),
  )
  yield* scan(
    'resident-id',
    spacedIdPattern,
    text,
    (found) => isProvinceCode(bare(found)) && isResidentIdSum(bare(found)),
  )
  yield* scan('resident-id', oldIdPattern, text, (found, start) => isProvinceCode(found) && !isOther(start))
  yield* scan('bank-card', cardPattern, text, (found, start) => {
    const number = bare(found)
    if (cardCue.test(before(text, start))) return true
    if (number.length < 15 || number.length > 19 || isOther(start)) return false
    return cardPrefix.test(number) && isLuhnSum(number)
  })
}
