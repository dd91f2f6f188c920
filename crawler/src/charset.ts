import { type Reading, readChinese } from './chinese-reading.js'

/** Bytes of a page as text, and how sure that is. */
export interface DecodedPage {
  text: string
  /** WHATWG name in lower case, e.g. `gb18030`. */
  charset: string
  /** True when the text is probably 乱码: it must not be stored as if it were read. */
  doubtful: boolean
}

export interface CharsetHints {
  /** The `content-type` header. */
  contentType?: string | null
  /** What the source definition says; wins over everything. */
  declared?: string | undefined
}

const bareLabels = new Set(['utf-8', 'windows-1252', 'iso-8859-1', 'us-ascii', 'utf-16le', 'utf-16be'])

/** The WHATWG name of a label, or null for a label nobody knows. */
export function charsetName(label: string): string | null {
  try {
    const name = new TextDecoder(label.trim()).encoding
    // GB18030 holds all of GBK and GB2312, and pages that declare the older ones use its characters.
    return name === 'gbk' ? 'gb18030' : name
  } catch {
    return null
  }
}

const decode = (bytes: Uint8Array, charset: string) => new TextDecoder(charset).decode(bytes)

/** The text when all of it is valid UTF-8, else null. */
function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** No other encoding of text has a zero byte; a few may be dirt. */
const leastZeros = 3

/** UTF-16 without a mark: in markup every second byte of the ASCII part is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, 512) & ~1
  if (length < 8) return null
  let even = 0
  let odd = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++
    if (bytes[i + 1] === 0) odd++
  }
  // Half of a Chinese page's units have no zero byte and a few characters (一 is U+4E00) have it on the wrong side.
  if (odd >= leastZeros && odd > even * 3) return 'utf-16le'
  return even >= leastZeros && even > odd * 3 ? 'utf-16be' : null
}

/** Above this share of broken characters a page is 乱码 and not merely cut at a buffer's edge. */
const brokenShare = 0.01

const isDoubtful = ({ broken, foreign, familiar }: Reading) =>
  foreign > 0 && (broken / foreign > brokenShare || (foreign > 100 && familiar < 0.02 && broken > 0))

const answer = (text: string, charset: string, reading = readChinese(text, charset)): DecodedPage => ({
  text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text,
  charset,
  doubtful: isDoubtful(reading),
})

/**
 * Decodes a page. Declarations are claims to be checked: county sites declare GBK only in `<meta>`, or UTF-8
 * over GBK bytes. Order: the definition, a byte order mark, strict UTF-8, then the header's and the page's
 * claims against GB18030 and Big5 by how much Chinese comes out.
 */
export function decodePage(bytes: Uint8Array, { contentType, declared }: CharsetHints = {}): DecodedPage {
  const fixed = declared === undefined ? null : charsetName(declared)
  if (fixed) return answer(decode(bytes, fixed), fixed)
  const mark = markOf(bytes) ?? unmarkedUtf16(bytes)
  if (mark) return answer(decode(bytes, mark), mark)
  const header = charsetName(/charset\s*=\s*["']?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? '')
  const meta = charsetName(metaClaim(bytes))
  const claims = [header, meta].filter((name) => name !== null)
  const text = strictUtf8(bytes)
  if (text !== null) {
    const reading = readChinese(text, 'utf-8')
    return chanceReading(bytes, reading, claims) ?? answer(text, 'utf-8', reading)
  }
  return mostChinese(bytes, claims)
}

/** With more characters outside ASCII than this, bytes that are valid UTF-8 by chance do not happen. */
const chanceMost = 12

/** Chinese has at least this share of its most frequent characters, unless it is a name. */
const leastFamiliar = 0.25

/**
 * A few GBK characters can be valid UTF-8 by chance (停水通知 is `ͣˮ֪ͨ`). Another reading wins where it is Chinese
 * and UTF-8 gives odd letters, or plainly more common characters.
 */
function chanceReading(bytes: Uint8Array, utf8: Reading, claims: readonly string[]): DecodedPage | null {
  const { foreign, odd, isLatin } = utf8
  if (foreign === 0 || (odd * 2 < foreign && foreign > chanceMost)) return null
  const eastern = claims.filter((name) => !bareLabels.has(name))
  // ©, · and × are characters in GBK too; only a claim makes Chinese of them.
  if (eastern.length === 0 && isLatin) return null
  // Without odd letters only the most frequent characters speak against UTF-8: © read as GBK is a character too.
  const worth = (of: Reading) => (odd > 0 ? of.score : of.familiar)
  let bestScore = odd > 0 ? -odd / foreign : Math.max(worth(utf8), leastFamiliar)
  let best: DecodedPage | null = null
  for (const charset of new Set(['gb18030', ...eastern])) {
    const other = decode(bytes, charset)
    const reading = readChinese(other, charset)
    if (worth(reading) <= bestScore) continue
    best = answer(other, charset, reading)
    bestScore = worth(reading)
  }
  return best
}

/** The standard looks at 1,024 bytes; county pages put scripts before their `<meta>`, so we look further. */
const metaWithin = 8_192

function metaClaim(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, metaWithin)).replace(/<!--[\s\S]*?-->/g, '')
  const declaration =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    /<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)/i.exec(head)
  return declaration?.[1] ?? ''
}

function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** A true claim is worth a small lead: rare words lower the score of a right decoding too. */
const claimLead = 0.08

/** Bytes from the first outside ASCII on that are tried in each charset; more do not change the verdict. */
const triedBytes = 60_000

function mostChinese(bytes: Uint8Array, claims: readonly string[]): DecodedPage {
  const from = bytes.findIndex((byte) => byte >= 0x80)
  const sample = bytes.subarray(from, from + triedBytes)
  const names = [...new Set([...claims, 'gb18030', 'big5', 'utf-8'])]
  let best = 'utf-8'
  let bestScore = Number.NEGATIVE_INFINITY
  for (const charset of names) {
    // A character cut at the sample's end is left for later, not counted as broken.
    const reading = readChinese(new TextDecoder(charset).decode(sample, { stream: true }), charset)
    const isClaimed = claims.includes(charset) && !bareLabels.has(charset)
    const score = reading.score + (isClaimed && reading.broken === 0 ? claimLead : 0)
    if (score <= bestScore) continue
    best = charset
    bestScore = score
  }
  return answer(decode(bytes, best), best)
}
