import type { Element } from 'domhandler'

/** What the class and id of an element say about it. */
export interface NameVerdict {
  /** Page furniture: navigation, sharing, comments, related links … */
  isClutter: boolean
  /** Position among the well-known body containers, most specific first; null for others. */
  rank: number | null
  /** May hold the headline. */
  isHeadline: boolean
}

/** Where the content systems of Chinese government and news sites keep the body, most specific first. */
const containers: readonly RegExp[] = [
  /(^|\s)(UCAP-CONTENT|js_content|zoom|ozoom|zoomcon)(\s|$)/i,
  /(^|\s)(trs_editor_view|TRS_UEDITOR|TRS_Editor|TRS_PreAppend)(\s|$)/i,
  /(^|\s)(vsb_content\w*|v_news_content|wp_articlecontent)(\s|$)/,
  /(^|\s)(artibody|articleBody|article-?body|rm_txt_con|pages_content|xxgk_content|ucapcontent|gkmlpt-content)(\s|$)/i,
  /(^|\s)((article|art|news|detail|text|txt|info|post|con|conten|cont)[-_]?(content|cont|con|text|txt|body|detail))(\s|$)/i,
  /(^|\s)(t_f|d_post_content|post_message|post_text|entry-content|main-article|the_content)(\s|$)/,
]

const clutter =
  /(^|[-_\s])(nav|navi|navbar|menu|breadcrumbs?|crumbs?|weizhi|dqwz|mbx|foot(er)?|copyright|share|fenxiang|bdshare\w*|bdsharebuttonbox|relat(ed|e|ion|ive)|relates|xgxw|xgyd|recommend\w*|sidebar|aside|side|comments?|pinglun|reply-?list|pager|pagination|pagelist|page-?num|toolbar|tools?|qr-?code|erweima|ewm|login|search\w*|hot(?:news|list|art\w*|point)?|rank\w*|ads?|advert\w*|banner|header|topbar|friend-?links?|links|yqlj|prev|next|pre-?next|tags?|keywords?|editor-?in|disclaimer|statement|author-?info|subscribe|download-?app|app-?down\w*|feedback|guess\w*|favou?rite|font-?size)($|[-_\s\d])/i
const headline = /tit|headline|biaoti|subject/i
const clutterTags = new Set(['nav', 'footer', 'aside', 'header'])
const headings = new Set(['h1', 'h2', 'h3'])

const verdicts = new Map<string, NameVerdict>()
/** Sites invent names; the memory of verdicts is emptied when it holds this many. */
const remembered = 20_000

/** `newsHotList` says the same as `news-hot-list`. */
const separated = (names: string) => names.replace(/([a-z])([A-Z])/g, '$1-$2')

function judge(key: string, tag: string, names: string): NameVerdict {
  const rank = names === '' ? -1 : containers.findIndex((container) => container.test(names))
  const verdict = {
    isClutter: clutterTags.has(tag) || (rank < 0 && names !== '' && clutter.test(separated(names))),
    rank: rank < 0 ? null : rank,
    isHeadline: headings.has(tag) || headline.test(names),
  }
  if (verdicts.size >= remembered) verdicts.clear()
  verdicts.set(key, verdict)
  return verdict
}

/** Judges an element by tag, class and id; the same names are judged once. */
export function judgeNames({ name, attribs }: Element): NameVerdict {
  const { class: names = '', id = '', itemprop = '' } = attribs
  const key = `${name} ${id} ${names} ${itemprop}`
  return verdicts.get(key) ?? judge(key, name, `${id} ${names} ${itemprop}`.trim())
}
