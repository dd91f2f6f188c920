import type { Engagement } from '@huiyin/domain/item'
import type { CheerioAPI } from 'cheerio'
import type { Block } from './blocks.js'
import { parsePublishedAt, publishedAtOfUrl } from './published-at.js'

const titleMetas = ['ArticleTitle', 'og:title', 'twitter:title']
const dateMetas = [
  'PubDate',
  'publishdate',
  'publish_time',
  'article:published_time',
  'og:release_date',
  'og:article:published_time',
  'weibo:article:create_at',
  'datePublished',
  'apub:time',
]
const authorMetas = ['Author', 'article:author', 'og:article:author']

/** What the page's `<meta>` says under any of `names`; names are compared without case. */
export function metaOf($: CheerioAPI, names: readonly string[]): string | null {
  const wanted = names.map((name) => name.toLowerCase())
  const found = new Map<string, string>()
  $('meta[content]').each((_, { attribs }) => {
    const name = (attribs.name ?? attribs.property ?? attribs.itemprop ?? '').toLowerCase()
    const content = attribs.content?.trim()
    if (content && wanted.includes(name) && !found.has(name)) found.set(name, content)
  })
  for (const name of wanted) {
    const content = found.get(name)
    if (content) return content
  }
  return null
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The part of `<title>` before the site's name. */
function withoutSite(title: string): string {
  const [first = title] = title.split(
    /\s*[_|｜]\s*|\s+[-–—]\s+|\s*[-–—]{1,2}\s*(?=[^-–—]{2,25}(?:网|网站|政府|门户|论坛|平台|频道|新闻|社区|贴吧)$)/,
  )
  return first.trim() === '' ? title : first.trim()
}

/** The headline: what the content system declares, else the heading that `<title>` repeats, else `<title>`. */
export function titleOf($: CheerioAPI): string {
  const declared = metaOf($, titleMetas.slice(0, 1))
  if (declared) return oneLine(declared)
  const documentTitle = oneLine($('title').first().text())
  const bare = documentTitle.replace(/\s/g, '')
  const headings = $('h1, h2, h3, [class*=title], [id*=title], [class*=tit], [class*=headline]')
    .toArray()
    .slice(0, 200)
    .map((element) => oneLine($(element).text()))
    .filter((text) => text.length >= 4 && text.length <= 120)
  const repeated = headings
    .filter((text) => bare.includes(text.replace(/\s/g, '')))
    .sort((a, b) => b.length - a.length)[0]
  if (repeated) return withoutSite(repeated)
  const shared = metaOf($, titleMetas)
  if (shared) return withoutSite(oneLine(shared))
  const heads = $('h1').toArray()
  const [onlyHead] = heads
  if (onlyHead && heads.length === 1 && bare === '') return oneLine($(onlyHead).text())
  return withoutSite(documentTitle)
}

const dateLabel = /(发布|发表|提交|更新|成文|来信|留言|创建)?(时间|日期|于)\s*[:：]|^\s*(时间|日期)/
const inScript =
  /["']?(?:publish_?time|pub_?date|publish_?date|datePublished|create_?time|ctime|oriCreateTime|\bct)["']?\s*[:=]\s*["']?(\d{10}(?:\d{3})?(?!\d)|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)/i

function scriptDate($: CheerioAPI, now: Date): Date | null {
  for (const element of $('script').toArray()) {
    const value = inScript.exec($(element).text().slice(0, 200_000))?.[1]
    if (!value) continue
    if (!/^\d+$/.test(value)) return parsePublishedAt(value, now)
    const instant = new Date(Number(value) * (value.length === 10 ? 1_000 : 1))
    if (instant <= now) return instant
  }
  return null
}

/** Lines read for a date after the headline; further down are other posts' dates. */
const datedLines = 12

/** When it was published, by what is most reliable first; never taken from the running text. */
export function publishedAtOf(
  $: CheerioAPI,
  blocks: readonly Block[],
  title: string,
  url: string,
  now: Date,
) {
  const declared = metaOf($, dateMetas)
  const byMeta = declared ? parsePublishedAt(declared, now) : null
  const stamp = $('time[datetime]').first().attr('datetime')
  // A day without a time is worth less than what the page may show beside the headline.
  const isWhole = (at: Date | null) => at !== null && (at.getTime() + 8 * 3_600_000) % 86_400_000 !== 0
  if (byMeta && isWhole(byMeta)) return byMeta
  const bare = title.replace(/\s/g, '')
  const start = blocks.findLastIndex(({ text }) => bare !== '' && text.replace(/\s/g, '') === bare)
  const near = blocks
    .slice(Math.max(0, start), Math.max(0, start) + datedLines)
    .filter(({ text }) => text.length <= 120)
  const labelled = near.find(({ text }) => dateLabel.test(text) && parsePublishedAt(text, now))
  const alone = near.find(({ text }) => text !== title && isDateLine(text) && parsePublishedAt(text, now))
  const shown = labelled ?? alone
  const byText = shown ? parsePublishedAt(shown.text, now) : null
  if (byMeta) return byText && isSameDay(byText, byMeta) ? byText : byMeta
  // A date without its year, or 昨天, may be years old on a saved page; the page's script knows better.
  const isFull = shown !== undefined && /(19|20)\d{2}/.test(shown.text)
  const byStamp = stamp ? parsePublishedAt(stamp, now) : null
  return (
    byStamp ??
    (isFull ? byText : null) ??
    scriptDate($, now) ??
    byText ??
    anywhereLabelled(blocks, now) ??
    publishedAtOfUrl(url, now)
  )
}

/** A line that states a date rather than a sentence that mentions one (“新华社12月9日电”, “今天凌晨”). */
const isDateLine = (text: string) =>
  /[，。！？“]/.test(text)
    ? false
    : text.length <= 24 || /(19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}/.test(text)

const isSameDay = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime()) < 24 * 3_600_000

function anywhereLabelled(blocks: readonly Block[], now: Date): Date | null {
  for (const { text } of blocks)
    if (text.length <= 80 && dateLabel.test(text)) {
      const found = parsePublishedAt(text, now)
      if (found) return found
    }
  return null
}

const byLine =
  /(?:作者|来信人|写信人|留言人|发帖人|楼主|网友|记者|撰文)\s*[:：/]\s*([^\s|｜，,。；;？！?!：:]{2,20})(?=$|[\s|｜，,。；;）)])/

/** Lines from the top that may name the author; further down others speak. */
const bylineWithin = 60

/** Who wrote it, as the page shows it. */
export function authorOf($: CheerioAPI, blocks: readonly Block[]): string | null {
  const declared = metaOf($, authorMetas)
  if (declared && declared.length <= 30 && !/^https?:|@|^\d+$/.test(declared)) return declared
  for (const { text } of blocks.slice(0, bylineWithin))
    if (text.length <= 120) {
      const name = byLine.exec(text)?.[1]
      if (name) return name
    }
  return null
}

const amount = '\\s*(?:次数|数|量|人数)?\\s*[:：（(]?\\s*([\\d,.]+)\\s*(万|[wWkK])?'
const countPatterns: Readonly<Record<keyof Required<Engagement>, RegExp>> = {
  reads: new RegExp(`(?:浏览|阅读|点击|查看|访问|人气)${amount}`),
  comments: new RegExp(`(?:评论|回帖|跟帖|回复数|回复)${amount}`),
  likes: new RegExp(`(?:点赞|赞|支持|喜欢)${amount}`),
  shares: new RegExp(`(?:转发|分享|转载)${amount}`),
}

/** A count as pages write it (`1.2万`, `3,400`); null when it is none. */
export function parseCount(text: string): number | null {
  const [, digits, unit] = /([\d,]+(?:\.\d+)?)\s*(万|[wWkK])?/.exec(text) ?? []
  if (!digits) return null
  const scale = unit === undefined ? 1 : /k/i.test(unit) ? 1_000 : 10_000
  const value = Math.round(Number(digits.replaceAll(',', '')) * scale)
  return Number.isSafeInteger(value) ? value : null
}

/** Counts the page shows in its short lines; the running text is not searched. */
export function engagementOf(blocks: readonly Block[]): Engagement {
  const engagement: Engagement = {}
  const short = blocks.filter(({ text }) => text.length <= 80)
  for (const [name, pattern] of Object.entries(countPatterns) as [keyof Engagement, RegExp][])
    for (const { text } of short) {
      const [, digits, unit = ''] = pattern.exec(text) ?? []
      const count = digits ? parseCount(digits + unit) : null
      if (count === null) continue
      engagement[name] = count
      break
    }
  return engagement
}
