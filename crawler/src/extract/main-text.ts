import type { CheerioAPI } from 'cheerio'
import { type Element, isTag } from 'domhandler'
import { type Block, blocksOf } from './blocks.js'

/** Where the content systems of Chinese government and news sites keep the body, most specific first. */
const containers = [
  '#UCAP-CONTENT',
  '#Zoom, #zoom',
  '.trs_editor_view, .TRS_UEDITOR, .TRS_Editor',
  '[id^=vsb_content], .vsb_content, .v_news_content',
  '.wp_articlecontent',
  '#js_content',
  '[itemprop=articleBody]',
  '.pages_content, .xxgk_content, .ucapcontent, .Article_Content',
  '.article-content, .article_content, .articleContent, #articleContent, #article_content',
  '.post_body, .post_text, .article-body, .main-content article',
]

const clutter =
  /(^|[-_\s])(nav|navbar|menu|breadcrumbs?|crumbs?|foot(er)?|copyright|share|bdshare\w*|related|recommend\w*|sidebar|aside|side|comments?|reply-?list|pager?|pagination|pagelist|toolbar|tools?|qr-?code|login|search\w*|hot\w*|rank\w*|ads?|advert\w*|banner|header|topbar|friend-?links?|links|prev|next|tags?|editor-?in|disclaimer|statement|author-?info|subscribe|download-?app|app-?down\w*)($|[-_\s\d])/i
const clutterTags = new Set(['nav', 'footer', 'aside', 'header'])

const sentence = /[，。！？；：、“”…,;!?]/g
const countSentences = (text: string) => text.match(sentence)?.length ?? 0

const bareLength = (blocks: readonly Block[]) =>
  blocks.reduce((sum, { text, linkLength }) => sum + Math.max(0, text.length - linkLength), 0)

/** A container shorter than this may be an empty shell beside the real body. */
const leastLength = 30

/** The element that holds the body, by well-known containers, else by where running text is densest. */
export function findBody($: CheerioAPI): Element | null {
  for (const selector of containers) {
    const [best] = $(selector)
      .toArray()
      .filter(isTag)
      .map((element) => ({ element, length: bareLength(blocksOf(element)) }))
      .sort((a, b) => b.length - a.length)
    if (best && best.length >= leastLength) return best.element
  }
  return densest($)
}

/** Whether an element is page furniture by tag or name; what holds much of the page's text never is. */
export function clutterRule($: CheerioAPI): (element: Element) => boolean {
  const body = $('body').get(0)
  const total = body ? bareLength(blocksOf(body)) : 0
  const verdicts = new Map<Element, boolean>()
  return (element) => {
    const known = verdicts.get(element)
    if (known !== undefined) return known
    const { class: names = '', id = '' } = element.attribs
    const isNamed = clutterTags.has(element.name) || clutter.test(names) || clutter.test(id)
    const verdict = isNamed && bareLength(blocksOf(element)) < total * 0.4
    verdicts.set(element, verdict)
    return verdict
  }
}

/** How much of a block's worth each ancestor inherits: the text's own parent most, the page nearly nothing. */
const inheritance = [1, 1, 0.6, 0.3]

/** Candidates whose links are counted; the body is among the first. */
const weighed = 8

function densest($: CheerioAPI): Element | null {
  const body = $('body').get(0)
  if (!body) return null
  const scores = new Map<Element, number>()
  for (const { text, linkLength, element } of blocksOf(body, clutterRule($))) {
    if (linkLength * 2 > text.length) continue
    const worth = Math.min(text.length, 300) / 25 + countSentences(text)
    let ancestor: Element | null = element
    for (const share of inheritance) {
      if (!ancestor || ancestor.name === 'html') break
      scores.set(ancestor, (scores.get(ancestor) ?? 0) + worth * share)
      ancestor = ancestor.parent && isTag(ancestor.parent) ? ancestor.parent : null
    }
  }
  let best: Element | null = null
  let bestScore = 0
  const likely = [...scores].sort((a, b) => b[1] - a[1]).slice(0, weighed)
  for (const [element, score] of likely) {
    const blocks = blocksOf(element)
    const length = blocks.reduce((sum, block) => sum + block.text.length, 0)
    const weighted = score * (bareLength(blocks) / Math.max(1, length))
    if (weighted > bestScore) {
      bestScore = weighted
      best = element
    }
  }
  return best
}
