import { type AnyNode, type Element, isTag, isText } from 'domhandler'
import { judgeNames } from './names.js'
import type { Line, PageLines } from './page-lines.js'

/** Lines above the text in which its heading stands; particulars and an advertisement may stand between. */
const above = 14
/** Lines of the text itself that may still be its heading. */
const within = 3
/** Elements looked into for one line's dress. */
const lookedInto = 60

/** Particulars, places and controls: no heading, however large. */
const noHeading =
  /\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]|(?:来源|作者|时间|日期|点击|浏览|阅读|编辑|字[体号]|位置|记者|分类|标签)\s*[：:]|[：:]$|[>＞»→]|^(?:第.{1,4}版|正文|内容|详细内容|新闻|公告|首页|返回.{0,6}|打印.{0,4}|关闭.{0,4}|热点.{0,4}|最新.{0,4}|相关.{0,4}|推荐.{0,4}|图片.{0,4}|——.{0,60})$/

/** Particulars such as stand right below a heading. */
const dated = /\d{4}\s*[-/.年]\s*\d{1,2}|来源\s*[:：]/

/**
 * The heading above the text by how it is dressed: in a heading element, large, bold, centred, named as a title, or
 * above its day.
 * Null when nothing above the text is dressed as one, in so many ways as `least` says.
 */
export function headingAbove({ lines }: PageLines, bodyFrom: number, least: number): string | null {
  let best: string | null = null
  let bestWorth = least - 1
  for (let at = Math.min(lines.length, bodyFrom + within) - 1; at >= Math.max(0, bodyFrom - above); at--) {
    const line = lines[at]
    if (!line || line.isClutter || line.linkLength * 2 > line.text.length) continue
    if (line.text.length < 2 || line.text.length > 90 || noHeading.test(line.text)) continue
    const isInside = at >= bodyFrom
    const isDated = dated.test(lines[at + 1]?.text ?? '')
    const worth =
      dressOf(line) +
      (isDated ? 2 : 0) -
      (isInside ? 1 : 0) -
      (line.text.length < 4 ? 1 : 0) -
      (line.sentences > 2 ? 2 : 0)
    if (worth <= bestWorth) continue
    best = line.text
    bestWorth = worth
  }
  return best
}

/** How much a line looks like a heading: 0 for plain text. */
function dressOf(line: Line): number {
  const { element } = line
  let worth = 0
  if (/^h[1-3]$/.test(element.name)) worth += 4
  else if (/^(?:h[4-6]|th|caption)$/.test(element.name)) worth += 2
  if (judgeNames(element).isHeadline || /(?:^|[\s_-])bt\d?(?:$|[\s_-])/i.test(namesOf(element))) worth += 3
  if (isCentred(element)) worth += 1
  if (isLarge(element)) worth += 2
  return worth + dressWithin(line)
}

const namesOf = ({ attribs }: Element) => `${attribs.id ?? ''} ${attribs.class ?? ''}`

/** Cells between the line and what centres it. */
const mostAround = 3

function isCentred(element: Element): boolean {
  let around: Element | null = element
  for (let level = 0; around && level < mostAround; level++) {
    const { align = '', style = '' } = around.attribs
    if (
      around.name === 'center' ||
      /^(?:center|middle)$/i.test(align) ||
      /text-align\s*:\s*center/i.test(style)
    )
      return true
    if (align !== '' || /text-align/i.test(style)) return false
    around = around.parent && isTag(around.parent) ? around.parent : null
  }
  return false
}

/** Pixels or points from which type is a heading's. */
const largeType = 16

function isLarge({ name, attribs }: Element): boolean {
  if (name === 'font' && /^\s*(?:\+\d|[4-7])/.test(attribs.size ?? '')) return true
  const [, size, unit] = /font-size\s*:\s*(\d{1,3})(?:\.\d+)?\s*(px|pt)/i.exec(attribs.style ?? '') ?? []
  return size !== undefined && Number(size) >= (unit === 'pt' ? largeType - 3 : largeType)
}

/** What the elements inside that hold the whole line add: bold, large type, a title's name. */
function dressWithin({ element, text }: Line): number {
  const wanted = text.replace(/\s/g, '')
  const worths = { bold: 0, large: 0, named: 0 }
  let seen = 0
  const walk = (node: AnyNode) => {
    if (!isTag(node) || ++seen > lookedInto) return
    if (node !== element && bareText(node, wanted.length) === wanted) {
      if (node.name === 'b' || node.name === 'strong') worths.bold = 1
      if (isLarge(node) || node.name === 'big') worths.large = 2
      if (judgeNames(node).isHeadline) worths.named = 2
    }
    for (const child of node.children) walk(child)
  }
  walk(element)
  return worths.bold + worths.large + worths.named
}

/** The text inside without spaces, read no further than needed to tell it from one of `length`. */
function bareText(element: Element, length: number): string {
  let text = ''
  const walk = (node: AnyNode) => {
    if (text.length > length) return
    if (isText(node)) text += node.data.replace(/\s/g, '')
    else if (isTag(node)) for (const child of node.children) walk(child)
  }
  walk(element)
  return text
}
