import { markedCodes } from './marked-codes.js'

const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const units: Record<string, number> = { 十: 10, 百: 100, 千: 1_000, 万: 10_000, 亿: 100_000_000 }
/** As cheques and receipts are written, and two and three people in one word. */
const formal: Record<string, string> = Object.fromEntries(
  [...'壹一贰二叁三肆四伍五陆六柒七捌八玖九拾十佰百仟千俩两仨三'].flatMap((char, index, all) =>
    index % 2 === 0 ? [[char, all[index + 1] as string]] : [],
  ),
)
Object.assign(formal, { 廿: '二十', 卅: '三十' })

const arabic = /^(\d[\d,]*(?:\.\d+)?)[多余来]?([十百千万亿]*)[多余来几]?$/
/** 1万2千, 3亿5000万 */
const mixed = /^(\d+(?:\.\d+)?[万亿])(\d+[百千万]?)$/
const vague = /^[数几上成好]([十百千万亿]+)[多余来几把]?$/
/** 一百好几, 一百好几十, 十好几 */
const overshoot = /好几十?$/
/** 百十口子, 千百号人: about the greater of the two. */
const roughly = /^(?:百十|千百|万千)$/

/**
 * The number a text says, or null. 约/近/逾/多/余 take the literal floor: 三千余户 is 3000, 二十多 is 20, 数百 is 100.
 */
export function parseNumber(written: string): number | null {
  if (written.length > shortest) return parse(written)
  const known = parsed.get(written)
  if (known !== undefined) return known
  const value = parse(written)
  parsed.set(written, value)
  return value
}

/** What the shortest writings say: nearly all numbers of a text, and not many different ones. */
const parsed = new Map<string, number | null>()
const shortest = 2

function parse(written: string): number | null {
  const text = /[壹贰叁肆伍陆柒捌玖拾佰仟俩仨廿卅]/.test(written)
    ? [...written].map((char) => formal[char] ?? char).join('')
    : written
  const parts = mixed.exec(text)
  if (parts) return (parseNumber(parts[1] ?? '') ?? 0) + (parseNumber(parts[2] ?? '') ?? 0)
  const plain = arabic.exec(text)
  if (plain) return Number((plain[1] ?? '').replaceAll(',', '')) * product(plain[2] ?? '')
  const some = vague.exec(text)
  if (some) return product(some[1] ?? '')
  if (roughly.test(text)) return product(text.charAt(0))
  const core = text.replace(overshoot, '').replace(/[多余来几把]/g, '')
  if (core === '' || !/^[零〇一二两三四五六七八九十百千万亿点]+$/.test(core)) return null
  const [whole = '', rest, ...more] = core.split('点')
  const value = section(whole)
  if (value === null || rest === undefined) return value
  const fraction = rest.replace(/[十百千万亿]+$/, '')
  const decimals = [...fraction].map((char) => digits[char])
  if (more.length > 0 || decimals.length === 0 || decimals.includes(undefined)) return null
  return (
    Math.round(Number(`${value}.${decimals.join('')}`) * product(rest.slice(fraction.length)) * 1e6) / 1e6
  )
}

const product = (marks: string): number => [...marks].reduce((total, mark) => total * (units[mark] ?? 1), 1)

const order = '一二三四五六七八九'

/** 六七个, 三五个 and 三四十 leave it open: the lower of two neighbouring digits stands (the literal floor, docs/rules.md §2). */
const lowest = (chars: readonly string[]): string[] =>
  chars.filter((char, i) => {
    const before = chars[i - 1] ?? ''
    const isOpen = (rank(before) >= 0 && rank(char) === rank(before) + 1) || before + char === '三五'
    return !isOpen || digits[chars[i - 2] ?? ''] !== undefined || digits[chars[i + 1] ?? ''] !== undefined
  })

const rank = (char: string): number => (char === '' ? -1 : order.indexOf(char === '两' ? '二' : char))

/** Chinese numerals: by place (三千二百), by digits only (二〇二六) or bare units (百 = 100). */
function section(text: string): number | null {
  const chars = lowest([...text])
  if (chars.length > 1 && chars.every((char) => digits[char] !== undefined))
    return Number(chars.map((char) => digits[char]).join(''))
  for (const mark of ['亿', '万']) {
    const at = text.lastIndexOf(mark)
    if (at < 0) continue
    const head = at === 0 ? 1 : section(text.slice(0, at))
    const rest = text.slice(at + 1)
    const tail =
      rest === ''
        ? 0
        : rest.length === 1 && digits[rest]
          ? (digits[rest] * (units[mark] ?? 1)) / 10
          : section(rest)
    return head === null || tail === null ? null : head * (units[mark] ?? 1) + tail
  }
  let total = 0
  let digit: number | null = null
  let unit = 0
  for (const char of chars) {
    const value = digits[char]
    if (value !== undefined) {
      // 两三千: the first of the two is the literal floor.
      if (digit === null || digit === 0 || value !== digit + 1) digit = value
      if (value === 0) unit = 0
      continue
    }
    unit = units[char] ?? 0
    total += (digit ?? 1) * unit
    digit = null
  }
  // 三百五 is 350: the unit after the last digit is left unsaid.
  return total + (digit ?? 0) * (unit >= 100 ? unit / 10 : 1)
}

/** One number in a text. */
export interface NumberSpan {
  readonly start: number
  readonly end: number
  readonly value: number
}

const numberPattern =
  /\d+(?:\.\d+)?[万亿]\d+[百千万]|\d[\d,]*(?:\.\d+)?[多余来]?[十百千万亿]*[多余来几]?|(?:[数几上好]|(?<![造达完构])成)?[零〇一二两三四五六七八九十廿卅百千万亿]+(?:点[零一二三四五六七八九]+[十百千万亿]*)?(?:好几十?|(?<=[百千万])把|[多余来几][万亿]*)?|[壹贰叁肆伍陆柒捌玖][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+|[俩仨](?=[人孩娃口个，。、都全喘活还])|(?<=[子女妹弟兄姐爷孙父母夫妻家娘婆媳])[俩仨]/y
const numberBegins = markedCodes(
  '0123456789数几上好成零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖俩仨廿卅',
)

/** Every number of `text`, in order. */
export function findNumbers(text: string): NumberSpan[] {
  const found: NumberSpan[] = []
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = start + 1
    if (numberBegins[text.charCodeAt(start)] === 0) continue
    numberPattern.lastIndex = start
    if (!numberPattern.test(text)) continue
    end = numberPattern.lastIndex
    // 百分之三十 counts nothing.
    if (text.startsWith('分之', end) || text.startsWith('分之', start - 2)) continue
    // 以上十二人: what reads like “some” may belong to the word before it.
    const whole = parseNumber(text.slice(start, end))
    const value = whole ?? parseNumber(text.slice(start + 1, end))
    if (value !== null) found.push({ start: start + (whole === null ? 1 : 0), end, value })
  }
  return found
}
