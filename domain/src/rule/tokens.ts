import { halfWidth } from './fold.js'
import { refuse } from './problem.js'

/** A piece of a rule as typed; `text` is the word without its quotes, as written. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'near'; readonly within: number; readonly start: number; readonly end: number }
  | { readonly kind: Sign; readonly start: number; readonly end: number }

type Sign = 'open' | 'close' | 'and' | 'or' | 'not' | 'list' | 'line' | 'title'

const quotes: readonly (readonly [string, string])[] = [
  ['"“”', '"“”'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
]
const brackets = { open: '([{【〔', close: ')]}】〕' }

/** At the place of reading; capital operators need no blanks around them beside Chinese, small ones do. */
const signs: readonly (readonly [RegExp, Sign])[] = [
  [/\r?\n/y, 'line'],
  [/[、,]/y, 'list'],
  [/[;。]/y, 'or'],
  [/&&|(?<![A-Za-z0-9])&(?![A-Za-z0-9])/y, 'and'],
  [/\|\|?/y, 'or'],
  [/!/y, 'not'],
  [/(?<![A-Za-z0-9+])\+(?![A-Za-z0-9+])/y, 'and'],
  [/(?<=^|[\s([{【〔、,;|&])-(?=[^\s-])/y, 'not'],
  [/(?<![A-Za-z0-9])AND(?![A-Za-z0-9])/y, 'and'],
  [/(?<![A-Za-z0-9])OR(?![A-Za-z0-9])/y, 'or'],
  [/(?<![A-Za-z0-9])NOT(?![A-Za-z0-9])/y, 'not'],
]
const alone: readonly (readonly [RegExp, Sign])[] = [
  [/(?:and|与|且)(?=$|[\s([{【〔)\]}】〕"“”「『‘!])/iy, 'and'],
  [/(?:or|或者|或)(?=$|[\s([{【〔)\]}】〕"“”「『‘!])/iy, 'or'],
  [/(?:not|非|不含)(?=$|[\s([{【〔)\]}】〕"“”「『‘!])/iy, 'not'],
]
const title = /(?:title|标题)[ \t]*:/iy
const near = /(?<![A-Za-z0-9])near[ \t]*\/[ \t]*(\d*)/iy
const nearAlone = /near(?=$|[\s([{【〔)\]}】〕"“”「『‘!])/iy

const matchAt = (pattern: RegExp, text: string, at: number): string | null => {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

/**
 * Cuts a rule into its pieces. Full-width signs count as the ASCII ones; what stands in quotes is a word whatever it
 * holds. @throws RuleRefused for quotes without an end and `near` without a distance.
 */
export function tokenize(source: string): Token[] {
  const text = halfWidth(source)
  const tokens: Token[] = []
  for (let at = 0; at < text.length; ) {
    const token = readQuoted(source, text, at) ?? readSign(text, at, true) ?? readNear(text, at)
    if (token) {
      tokens.push(token)
      at = token.end
    } else if (/\s/.test(text.charAt(at))) at += 1
    else {
      const end = endOfWord(text, at)
      tokens.push({ kind: 'word', text: source.slice(at, end), start: at, end })
      at = end
    }
  }
  return tokens
}

function readQuoted(source: string, text: string, at: number): Token | null {
  const pair = quotes.find(([open]) => open.includes(text.charAt(at)))
  if (!pair) return null
  let end = at + 1
  while (end < text.length && !pair[1].includes(text.charAt(end))) end += 1
  if (end >= text.length)
    refuse(at, at + 1, `这里的引号${source.charAt(at)}没有成对，请在词的末尾补上另一半引号，或删去它`)
  return { kind: 'word', text: source.slice(at + 1, end), start: at, end: end + 1 }
}

/** `wordStart`: words that are operators only when they stand alone count as well. */
function readSign(text: string, at: number, wordStart: boolean): Token | null {
  const char = text.charAt(at)
  if (brackets.open.includes(char)) return { kind: 'open', start: at, end: at + 1 }
  if (brackets.close.includes(char)) return { kind: 'close', start: at, end: at + 1 }
  for (const [pattern, kind] of wordStart ? [...signs, ...alone] : signs) {
    const found = matchAt(pattern, text, at)
    if (found) return { kind, start: at, end: at + found.length }
  }
  const field = wordStart ? matchAt(title, text, at) : null
  return field ? { kind: 'title', start: at, end: at + field.length } : null
}

function readNear(text: string, at: number): Token | null {
  const found = matchAt(near, text, at)
  if (found) {
    const within = found.replace(/^\D+/, '')
    if (within === '') refuse(at, at + found.length, '请写明相距多少字以内，例如 near/10')
    return { kind: 'near', within: Number(within.slice(0, 9)), start: at, end: at + found.length }
  }
  if (matchAt(nearAlone, text, at)) refuse(at, at + 4, '请写明相距多少字以内，例如 near/10')
  return null
}

function endOfWord(text: string, from: number): number {
  let end = from + 1
  while (
    end < text.length &&
    !/\s/.test(text.charAt(end)) &&
    !quotes.some(([open]) => open.includes(text.charAt(end))) &&
    !readSign(text, end, false) &&
    !matchAt(near, text, end)
  )
    end += 1
  return end
}
