import type { Element } from 'domhandler'
import { metaOf } from './meta.js'
import { judgeNames } from './names.js'
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

/**
 * The headline: what the content system declares, else the heading that `<title>` repeats, else what the page
 * offers to share, else the heading above the text where `<title>` names only the site, else `<title>`.
 */
export function titleOf(page: PageLines, bodyFrom: number | null = null): string {
  const declared = metaOf(page, ['ArticleTitle'])
  if (declared) return declared
  const documentTitle = page.documentTitle
  const whole = bareOf(documentTitle)
  const shared = metaOf(page, ['og:title', 'twitter:title'])
  const repeated = repeatedHeading(page, whole)
  if (repeated) return withoutSite(repeated, page)
  if (shared) return withoutSite(shared, page)
  const title = withoutSite(documentTitle, page)
  const isWeak = title.length < 4 || columnName.test(title) || (siteName.test(title) && title.length <= 20)
  return (isWeak && headingAbove(page, bodyFrom)) || title
}

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

const headingText = (element: Element) => textWithin(element, 160)

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

/** The heading nearest above the text; no link, no column name. */
function headingAbove(page: PageLines, bodyFrom: number | null): string | null {
  const end = bodyFrom ?? page.lines.length
  const fits = (text: string) =>
    text.length >= 5 && text.length <= 90 && !columnName.test(text) && !siteName.test(text)
  const dated = /\d{4}\s*[-/.年]\s*\d{1,2}|来源[:：]/
  let plain: string | null = null
  for (let at = end - 1; at >= Math.max(0, end - 12); at--) {
    const line = page.lines[at]
    if (!line || line.isClutter || line.linkLength > 0 || !fits(line.text) || dated.test(line.text)) continue
    if (judgeNames(line.element).isHeadline) return line.text
    const isAboveDate = dated.test(page.lines[at + 1]?.text ?? '')
    if (isAboveDate) plain ??= line.text
  }
  return plain
}

/** The part of a title that is not the site's or the column's name. */
export function withoutSite(title: string, page: PageLines): string {
  const parts = title
    .split(/\s*[_|｜]\s*|\s+[-–—]+\s+|\s*-{2,}\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const [first = title, second = ''] = parts
  const head = first.length <= 4 && second.length >= 8 ? second : first
  const cut = Math.max(head.lastIndexOf('-'), head.lastIndexOf('—'), head.lastIndexOf('–'))
  if (cut < 4 || /\d/.test(head[cut + 1] ?? '')) return head
  const [before, after] = [
    head
      .slice(0, cut)
      .replace(/[-–—]+$/, '')
      .trim(),
    head.slice(cut + 1).trim(),
  ]
  const shown = new Set(page.lines.filter(({ text }) => text.length < 160).map(({ text }) => bareOf(text)))
  if (shown.has(bareOf(head))) return head
  const isName = shown.has(bareOf(before)) || (siteName.test(after) && after.length <= 25)
  return isName ? withoutSite(before, page) : head
}
