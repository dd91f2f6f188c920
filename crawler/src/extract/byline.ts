import type { Block } from './blocks.js'
import { metaOf } from './meta.js'
import { type PageLines, textWithin } from './page-lines.js'

const byLine =
  /(?:作者|来信人|写信人|留言人|发帖人|发布人|楼主|网友|撰文|撰稿|采写|记者)\s*[:：/|｜]\s*(?:[\u4e00-\u9fff]{2,6}记者\s*)?([^\s|｜，,。；;？！?!：:、（）()【】[\]<>《》“”"]{2,20})(?=$|[\s|｜，,。；;、）)])/
const sourceLine =
  /(?:来源|稿源|信息来源|文章来源|新闻来源|消息来源|发布机构|发布单位|转自|出处)\s*[:：]\s*([^\s|｜，,。；;：:【】[\]<>]{2,30})/
/** Names that stand for nobody. */
const nobody =
  /^(?:未知|佚名|匿名|admin\w*|管理员|系统管理员|本站|网络|互联网|原创|编辑|小编|null|undefined|无)$/i
const authorMetas = ['Author', 'article:author', 'og:article:author']
const sourceMetas = ['ContentSource', 'source', 'article:source', 'mediaid', 'og:article:source']

const usable = (text: string | null | undefined, length: number): string | null =>
  text && text.length <= length && !nobody.test(text) && !/^https?:|@|^[\d\s\p{P}]+$/u.test(text)
    ? text
    : null

/** A site that names itself as author says nothing about who wrote it. */
const isSite = (text: string, { documentTitle }: PageLines, title: string) =>
  /网$|网站$|\.(?:net|com|cn)$|公司$|频道$/i.test(text) || documentTitle.replace(title, '').includes(text)

/** Who wrote it, as the lines beside the headline or the page's declarations say. */
export function authorOf(page: PageLines, near: readonly Block[], title: string): string | null {
  for (const { text } of near) {
    const found = text.length <= 120 ? usable(byLine.exec(text)?.[1], 20) : null
    if (found) return found
  }
  const poster = posterOf(page, near)
  if (poster) return poster
  const declared = usable(metaOf(page, authorMetas), 30)
  return declared && !isSite(declared, page, title) ? declared : null
}

/** Names of the element that holds who posted, in Discuz!, Tieba and their like. */
const posterNames =
  /(?:^|\s)(?:xw1|authi|author|author-?name|p_author_name|poster|user-?name|nick-?name)(?:\s|$)/i

/** Forums name the poster in a link without a label. */
function posterOf(page: PageLines, near: readonly Block[]): string | null {
  const shown = new Set(near.map(({ text }) => text))
  for (const { element } of page.anchors) {
    if (!posterNames.test(element.attribs.class ?? '')) continue
    const text = textWithin(element, 30)
    if (shown.has(text)) return usable(text, 20)
  }
  return null
}

/** Where the page says the text was first published; on a WeChat page the account. */
export function sourceOf(page: PageLines, near: readonly Block[]): string | null {
  for (const { text } of near) {
    const found = text.length <= 160 ? usable(sourceLine.exec(text)?.[1], 30) : null
    if (found) return found.replace(/(?:作者|时间|编辑|浏览|字体|发布).*$/, '') || null
  }
  const account = page.areas.find(({ element }) => element.attribs.id === 'js_name')
  const inlineAccount = account ? null : page.anchors.find(({ element }) => element.attribs.id === 'js_name')
  const shown = (account ?? inlineAccount)?.element
  if (shown) return usable(textWithin(shown, 40), 30)
  return usable(metaOf(page, sourceMetas), 30) ?? afterTime(near)
}

/** “2026年8月1日 18:57 青禾日报”: a lone name behind the time. */
function afterTime(near: readonly Block[]): string | null {
  for (const { text } of near) {
    const [, rest] =
      /^(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*\d{1,2}:\d{2}(?::\d{2})?\s+(\S{2,16})$/.exec(
        text,
      ) ?? []
    if (rest && /^[\u4e00-\u9fffA-Za-z·\-—]+$/.test(rest)) return usable(rest, 16)
  }
  return null
}
