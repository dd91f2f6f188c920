import { type PageLines, rawText, readLines } from './page-lines.js'
import { parseTree } from './parse-tree.js'

/** An article a page carries as data for its own script to draw. */
export interface EmbeddedArticle {
  text: string
  title: string | null
  publishedAt: string | null
  author: string | null
  source: string | null
}

type Entry = Readonly<Record<string, unknown>>

/** Data larger than this is a list or a program. */
const mostData = 2_000_000
/** Shorter than this is a caption. */
const leastText = 40
const bodyKeys = [
  'articleBody',
  'content',
  'article_content',
  'contentHtml',
  'content_html',
  'articleContent',
  'html',
  'text',
  'body',
  'description',
]
const titleKeys = ['headline', 'title', 'articleTitle', 'name']
const timeKeys = [
  'datePublished',
  'publishTime',
  'publish_time',
  'publishedAt',
  'newsTime',
  'pubDate',
  'ctime',
  'createTime',
  'create_time',
]
const authorKeys = ['author', 'authorName', 'creator']
const sourceKeys = ['source', 'mediaName', 'media_name', 'publisher', 'sourceName']
/** Levels of the data looked into. */
const deepest = 12

/** The longest body among the data of the page's scripts: JSON-LD, `__INITIAL_STATE__` and the like, plain fields. */
export function embeddedArticle(page: PageLines): EmbeddedArticle | null {
  let best: EmbeddedArticle | null = null
  for (const script of page.scripts) {
    const text = rawText(script)
    if (text.length < leastText || text.length > mostData) continue
    const data = dataOf(script.attribs.type ?? '', script.attribs.id ?? '', text)
    const found = data === undefined ? fieldOf(text) : articleIn(data, 0)
    if (found && found.text.length > (best?.text.length ?? leastText - 1)) best = found
  }
  return best
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const assigned = /(?:window\.|var\s{1,9})([\w$]{1,80})\s{0,9}=\s{0,9}/g
/** What a variable that carries the page's content is called. */
const carrier = /STATE|DATA|state|Data|article|detail/

function dataOf(type: string, id: string, text: string): unknown {
  if (/json/i.test(type)) return parse(/^\s*%7B/i.test(text) || id === 'RENDER_DATA' ? unescaped(text) : text)
  const start = [...text.matchAll(assigned)].find(([, name]) => carrier.test(name ?? ''))
  if (start === undefined) return undefined
  const rest = text.slice(start.index + start[0].length)
  const end = endOfObject(rest)
  return end > 0 ? parse(rest.slice(0, end).replace(/:\s*undefined\b/g, ':null')) : undefined
}

const unescaped = (text: string) => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Where the object or list the text begins with ends; 0 when it begins with neither. */
function endOfObject(text: string): number {
  if (text[0] !== '{' && text[0] !== '[') return 0
  let level = 0
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (isQuoted) {
      if (sign === '\\') i++
      else if (sign === '"') isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === '{' || sign === '[') level++
    else if ((sign === '}' || sign === ']') && --level === 0) return i + 1
  }
  return 0
}

function articleIn(data: unknown, depth: number): EmbeddedArticle | null {
  if (typeof data !== 'object' || data === null || depth > deepest) return null
  let best: EmbeddedArticle | null = Array.isArray(data) ? null : articleOf(data as Entry)
  for (const value of Object.values(data)) {
    const found = articleIn(value, depth + 1)
    if (found && found.text.length > (best?.text.length ?? 0)) best = found
  }
  return best
}

function articleOf(entry: Entry): EmbeddedArticle | null {
  const body = bodyKeys.map((key) => entry[key]).find((value) => typeof value === 'string' && isText(value))
  const title = wordOf(entry, titleKeys)
  if (typeof body !== 'string' || title === null) return null
  return {
    text: plainText(body),
    title,
    publishedAt: wordOf(entry, timeKeys),
    author: wordOf(entry, authorKeys),
    source: wordOf(entry, sourceKeys),
  }
}

/** Running Chinese text, whatever markup is around it. */
/** Chinese words before a stop, with no markup between them. */
const isText = (value: string) =>
  value.length >= leastText &&
  value.split(/[<>]/).some((part) => /[。！？，]/.test(part.replace(/^[^\u4e00-\u9fff]+/, '')))

function wordOf(entry: Entry, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = entry[key]
    const inner =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entry).name : value
    if (typeof inner === 'string' && inner.trim() !== '') return inner.trim()
    if (typeof inner === 'number' && inner > 1e9)
      return new Date(inner < 1e11 ? inner * 1_000 : inner).toISOString()
  }
  return null
}

const field =
  /["']?(?:content_noencode|articleContent|article_content|content)["']?\s*:\s*(?:"((?:[^"\\]|\\.){40,200000})"|'((?:[^'\\]|\\.){40,200000})')/

/** A body written into a script as a plain field, the way WeChat's picture posts are. */
function fieldOf(text: string): EmbeddedArticle | null {
  const match = /content/i.test(text) ? field.exec(text) : null
  const value = match?.[1] ?? match?.[2]
  if (value === undefined) return null
  const body = unquoted(value)
  if (!isText(body)) return null
  return { text: plainText(body), title: null, publishedAt: null, author: null, source: null }
}

const signs: Readonly<Record<string, string>> = { n: '\n', r: '', t: ' ', b: '', f: '' }

/** What the script's string stands for. */
const unquoted = (value: string) =>
  value.replace(/\\(?:x([\da-f]{2})|u([\da-f]{4})|(.))/gis, (_, hex, unicode, sign) =>
    hex || unicode ? String.fromCharCode(Number.parseInt(hex ?? unicode, 16)) : (signs[sign] ?? sign),
  )

/** Markup, even escaped once more, as lines of text. */
function plainText(body: string): string {
  const linesOf = (html: string) =>
    readLines(parseTree(html.replaceAll('\n', '<br>')))
      .lines.map(({ text }) => text)
      .join('\n')
  const once = linesOf(body)
  return /<\/?(?:p|div|br|span|img)[\s/>]/i.test(once) ? linesOf(once) : once
}
