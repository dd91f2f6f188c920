import type { Element } from 'domhandler'
import { headingAbove } from './heading-above.js'
import { metaOf } from './meta.js'
import { type PageLines, textWithin } from './page-lines.js'

/** What ends a site's or a column's name. */
const siteName =
  /(?:网|网站|政府|门户|论坛|平台|频道|新闻|社区|贴吧|日报|晚报|早报|时报|在线|客户端|中心|资讯|新闻网|局|委员会|办公室|大学|学院|医院|栏目|公众号|博客|头条|首页|详情|\.com|\.cn|app)$/i
/** Titles that name a column or a template, not an article. */
const columnName =
  /^(?:首页|正文|详情|文章|内容|新闻|公告|通知|资讯|动态)?(?:新闻动态|通知公告|新闻中心|信息公开|工作动态|政务公开|详情页?|正文|文章内容|内容页|首页|新闻|公告|通知|资讯|内容|文章|无标题文档|untitled.*)$/i

const bareOf = (text: string) => text.replace(/\s/g, '')
/** Headings looked at; templates with more are lists. */
const mostHeadings = 150

/** A title shorter than this that the page shows nowhere names the site or what the page is for. */
const shortTitle = 10

/**
 * The headline: what the content system declares, else the heading that `<title>` repeats, else what the page
 * offers to share, else, where `<title>` names only the site, what the page labels as its title or the heading
 * above the text, else `<title>`.
 */
export function titleOf(page: PageLines, bodyFrom: number | null = null): string {
  const declared = metaOf(page, ['ArticleTitle'])
  if (declared) return declared
  const documentTitle = page.documentTitle.replace(ornament, '')
  const whole = bareOf(documentTitle)
  const shared = metaOf(page, ['og:title', 'twitter:title'])
  const repeated = repeatedHeading(page, whole)
  if (repeated) return withoutSite(repeated, page)
  if (shared) return withoutSite(shared, page)
  const asked = labelledTitle(page, askedLabel)
  if (asked) return asked
  const title = longestShown(page, whole) ?? withoutSite(documentTitle, page)
  const isWeak =
    columnName.test(title) ||
    (siteName.test(title) && title.length <= 20) ||
    (title.length < shortTitle && !shownLines(page).has(bareOf(title)))
  if (!isWeak) return title
  const least = columnName.test(title) ? 1 : 2
  return (
    labelledTitle(page, titleLabel) ??
    (bodyFrom === null ? firstHeading(page) : headingAbove(page, bodyFrom, least)) ??
    title
  )
}

/** What sites draw around their names. */
const ornament = /^[\s:：*★☆◆●·=~]{1,20}|[\s:：*★☆◆●·=~]{1,20}$/g

/** The first main heading that names neither the site nor a column: what stands there before the text is known. */
function firstHeading({ headlines }: PageLines): string | null {
  for (const element of headlines.slice(0, mostHeadings)) {
    if (element.name !== 'h1' && element.name !== 'h2') continue
    const text = headingText(element)
    if (text.length >= 5 && text.length <= 90 && !siteName.test(text) && !columnName.test(text)) return text
  }
  return null
}

/** How boards label a letter's title, and the boards of universities a post's. */
const askedLabel =
  /^[*【[\s]{0,3}(?:(?:信件|来信|留言|咨询|投诉|建议|诉求)标题\s{0,3}[】\]]?[:：]?|标\s题\s?[:：])\s{0,3}(.{0,200})$/
const titleLabel =
  /^[*【[\s]{0,3}(?:(?:问题|帖子|贴子|信息|文件|公文)?(?:标\s{0,4}题|主\s{0,4}题)|(?:信息|文件|公文)?名\s{0,4}称)\s{0,3}[】\]]?\s{0,3}[:：]\s{0,3}(.{0,200})$/

/** What the page itself calls its title: 标题, 信件标题, or the 名称 of a document's table. */
function labelledTitle({ lines }: PageLines, wanted: RegExp): string | null {
  for (const [at, { text, isClutter }] of lines.entries()) {
    const label = text.length > 220 || isClutter ? null : wanted.exec(text)
    const value = label && (label[1] || lines[at + 1]?.text)
    if (value && value.length >= 2 && value.length <= 120 && !/[:：]$/.test(value)) return value
  }
  return null
}

/** Of what `<title>` holds so much is the headline; the rest is site and column. */
const headlineShare = 0.5

/** The longest line the page shows, no link, that `<title>` holds: sites join their own names to it with mere spaces. */
function longestShown({ lines }: PageLines, whole: string): string | null {
  let best: string | null = null
  for (const { text, linkLength, isClutter } of lines) {
    if (isClutter || linkLength > 0 || text.length > 160 || text.length <= (best?.length ?? 5)) continue
    const bare = bareOf(text)
    if (bare.length < whole.length * headlineShare || !whole.includes(bare)) continue
    if (!siteName.test(bare) && !columnName.test(bare)) best = text
  }
  return best
}

/** What stands alone in a line that is no link, without spaces. */
const shownLines = ({ lines }: PageLines) =>
  new Set(
    lines
      .filter(({ text, linkLength }) => text.length < 160 && linkLength * 2 < text.length)
      .map(({ text }) => bareOf(text)),
  )

/** A line that says what the list calls the page; null when none does, or the list's words are too few to tell. */
export function titleAsListed(page: PageLines, listTitle: string): string | null {
  const isCut = /(?:…|\.{3})$/.test(listTitle)
  const wanted = bareOf(listTitle.replace(/(?:…+|\.{3,})$/, ''))
  if (wanted.length < 6) return null
  const says = ({ text, linkLength }: PageLines['lines'][number]) => {
    const bare = bareOf(text)
    const isIt = isCut ? bare.startsWith(wanted) && bare.length <= 120 : bare === wanted
    return isIt && linkLength * 2 < text.length
  }
  return page.lines.find(says)?.text ?? null
}

/** A day behind the words of a heading is a particular. */
const dayBehind = /\s*[(（[]?(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月].{0,24}$/
const headingText = (element: Element) => textWithin(element, 160).replace(dayBehind, '')

function repeatedHeading(page: PageLines, whole: string): string | null {
  let best: string | null = null
  let bestWorth = 0
  for (const element of page.headlines.slice(0, mostHeadings)) {
    const text = headingText(element)
    const bare = bareOf(text)
    if (bare.length < 4 || bare.length > 120 || !whole.includes(bare)) continue
    const isSite = siteName.test(bare) && bare.length <= 16 && bare !== whole
    const worth = bare.length + (whole.startsWith(bare) ? 20 : 0) - (isSite || columnName.test(bare) ? 60 : 0)
    if (worth > bestWorth) {
      best = text
      bestWorth = worth
    }
  }
  return best
}

/** The part of a title that is not the site's or the column's name. */
function withoutSite(title: string, page: PageLines): string {
  const shown = shownLines(page)
  if (title.length >= shortTitle && shown.has(bareOf(title))) return title
  const parts = title
    .split(/\s*[_|｜]\s*|\s+[-–—]+\s+|\s*-{2,}\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const said = parts.find((part) => part.length >= 4 && shown.has(bareOf(part)) && !columnName.test(part))
  if (said && !siteName.test(said)) return said
  const [first = title, second = ''] = parts
  const head = first.length <= 4 && second.length >= 8 && !shown.has(bareOf(first)) ? second : first
  const cut = Math.max(head.lastIndexOf('-'), head.lastIndexOf('—'), head.lastIndexOf('–'))
  if (cut < 2 || /\d/.test(head[cut + 1] ?? '')) return head
  const [before, after] = [
    head
      .slice(0, cut)
      .replace(/[-–—]+$/, '')
      .trim(),
    head.slice(cut + 1).trim(),
  ]
  if (shown.has(bareOf(head))) return head
  if (!shown.has(bareOf(before)) && shown.has(bareOf(after)) && !siteName.test(after)) return after
  const isName = shown.has(bareOf(before)) || (cut >= 4 && siteName.test(after) && after.length <= 25)
  return isName ? withoutSite(before, page) : head
}
