import { parsePublishedAt, publishedAtOfPath } from '@huiyin/domain/text/published-at'
import type { Block } from './blocks.js'
import { metaOf } from './meta.js'
import { type PageLines, rawText } from './page-lines.js'

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
  'firstpublishedtime',
]
const dateLabel = /(发布|发表|提交|更新|成文|来信|留言|创建)?(时间|日期|于)\s*[:：]|^\s*(时间|日期)/
const inScript =
  /["']?(?:publish_?time|pub_?date|publish_?date|datePublished|news_?time|create_?time|ctime|oriCreateTime|\bct)["']?\s*[:=]\s*["']?(\d{10}(?:\d{3})?(?!\d)|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)/i

function scriptDate({ scripts }: PageLines, now: Date): Date | null {
  for (const element of scripts) {
    const value = inScript.exec(rawText(element).slice(0, 200_000))?.[1]
    if (!value) continue
    if (!/^\d+$/.test(value)) return parsePublishedAt(value, now)
    const instant = new Date(Number(value) * (value.length === 10 ? 1_000 : 1))
    if (instant <= now) return instant
  }
  return null
}

/** A day without a time is worth less than what the page may show beside the headline. */
const isWhole = (at: Date) => (at.getTime() + 8 * 3_600_000) % 86_400_000 !== 0
const isSameDay = (a: Date, b: Date) => Math.abs(a.getTime() - b.getTime()) < 24 * 3_600_000

/** A line that states a date rather than a sentence that mentions one (“新华社12月9日电”, “今天凌晨”). */
const isDateLine = (text: string) =>
  /[，。！？“]/.test(text)
    ? false
    : text.length <= 24 || /(19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}/.test(text)

/**
 * When it was published, by what is most reliable first; never taken from the running text. `near` are the lines
 * beside the headline, `outside` all lines but the body's.
 */
export function publishedAtOf(
  page: PageLines,
  near: readonly Block[],
  outside: readonly Block[],
  url: string,
  now: Date,
): Date | null {
  const declared = metaOf(page, dateMetas)
  const byMeta = declared ? parsePublishedAt(declared, now) : null
  if (byMeta && isWhole(byMeta)) return byMeta
  const short = near.filter(({ text }) => text.length <= 120)
  const labelled = short.find(({ text }) => dateLabel.test(text) && parsePublishedAt(text, now))
  const alone = short.find(({ text }) => isDateLine(text) && parsePublishedAt(text, now))
  const shown = labelled ?? alone
  const byText = shown ? parsePublishedAt(shown.text, now) : null
  if (byMeta) return byText && isSameDay(byText, byMeta) ? byText : byMeta
  // A date without its year, or 昨天, may be years old on a saved page; the page's script knows better.
  const isFull = shown !== undefined && /(19|20)\d{2}/.test(shown.text)
  const byStamp = page.firstTime ? parsePublishedAt(page.firstTime, now) : null
  return (
    byStamp ??
    (isFull ? byText : null) ??
    scriptDate(page, now) ??
    byText ??
    anywhereLabelled(outside, now) ??
    publishedAtOfPath(new URL(url).pathname, now)
  )
}

function anywhereLabelled(blocks: readonly Block[], now: Date): Date | null {
  for (const { text } of blocks)
    if (text.length <= 80 && dateLabel.test(text)) {
      const found = parsePublishedAt(text, now)
      if (found) return found
    }
  return null
}
