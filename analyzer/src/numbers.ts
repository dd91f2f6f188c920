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

const arabic = /^(\d[\d,]*(?:\.\d+)?)[多余]?([十百千万亿]*)[多余来几]?$/
const vague = /^[数几上成好]([十百千万亿]+)[多余来几]?$/

/**
 * The number a text says, or null. 约/近/逾/多/余 take the literal floor: 三千余户 is 3000, 二十多 is 20, 数百 is 100.
 */
export function parseNumber(text: string): number | null {
  const plain = arabic.exec(text)
  if (plain) return Number((plain[1] ?? '').replaceAll(',', '')) * product(plain[2] ?? '')
  const some = vague.exec(text)
  if (some) return product(some[1] ?? '')
  const core = text.replace(/[多余来几]/g, '')
  if (core === '' || !/^[零〇一二两三四五六七八九十百千万亿点]+$/.test(core)) return null
  const [whole = '', fraction] = core.split('点')
  const value = section(whole)
  if (value === null || fraction === undefined) return value
  const decimals = [...fraction].map((char) => digits[char])
  return decimals.length === 0 || decimals.includes(undefined)
    ? null
    : Number(`${value}.${decimals.join('')}`)
}

const product = (marks: string): number => [...marks].reduce((total, mark) => total * (units[mark] ?? 1), 1)

const order = '一二三四五六七八九'

/** 六七个 and 三四十 leave it open: the lower of two neighbouring digits stands (the literal floor, docs/rules.md §2). */
const lowest = (chars: readonly string[]): string[] =>
  chars.filter((char, i) => {
    const before = chars[i - 1]
    if (before === undefined || digits[char] === undefined) return true
    const isOpen = order.indexOf(char) === order.indexOf(before === '两' ? '二' : before) + 1
    return (
      !isOpen ||
      order.indexOf(before === '两' ? '二' : before) < 0 ||
      digits[chars[i - 2] ?? ''] !== undefined ||
      digits[chars[i + 1] ?? ''] !== undefined
    )
  })

/** Chinese numerals: by place (三千二百), by digits only (二〇二六) or bare units (百 = 100). */
function section(text: string): number | null {
  const chars = lowest([...text])
  if (chars.length > 1 && chars.every((char) => digits[char] !== undefined))
    return Number(chars.map((char) => digits[char]).join(''))
  for (const mark of ['亿', '万']) {
    const at = text.lastIndexOf(mark)
    if (at < 0) continue
    const head = at === 0 ? 1 : section(text.slice(0, at))
    const tail = at === text.length - 1 ? 0 : section(text.slice(at + 1))
    return head === null || tail === null ? null : head * (units[mark] ?? 1) + tail
  }
  let total = 0
  let digit: number | null = null
  for (const char of chars) {
    const value = digits[char]
    if (value !== undefined) {
      digit = value
      continue
    }
    total += (digit ?? 1) * (units[char] ?? 0)
    digit = null
  }
  return total + (digit ?? 0)
}

/** One number in a text. */
export interface NumberSpan {
  readonly start: number
  readonly end: number
  readonly value: number
}

const numberPattern =
  /\d[\d,]*(?:\.\d+)?[多余]?[十百千万亿]*[多余来几]?|(?:[数几上好]|(?<![造达完构])成)?[零〇一二两三四五六七八九十百千万亿]+(?:点[零一二三四五六七八九]+)?(?:[多余来几][万亿]*)?/g

/** Every number of `text`, in order. */
export function findNumbers(text: string): NumberSpan[] {
  const found: NumberSpan[] = []
  for (const match of text.matchAll(numberPattern)) {
    const end = match.index + match[0].length
    // 以上十二人: what reads like “some” may belong to the word before it.
    const start = match.index + (parseNumber(match[0]) === null ? 1 : 0)
    const value = parseNumber(match[0].slice(start - match.index))
    if (value !== null) found.push({ start, end, value })
  }
  return found
}
