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
/** Said when it was last changed: worth less than what the page shows, more than a day without its year. */
const changeMetas = ['dateUpdate', 'dateModified', 'article:modified_time', 'og:updated_time', 'updatetime']
const dateLabel =
  /(发布|发表|提交|更新|成文|来信|留言|创建|添加|加入|录入|发文|印发)?(时间|日期|于)\s{0,3}[】\]]?\s{0,3}[:：]|^\s*(时间|日期)|发[表布]于\s{0,3}[:：]?\s{0,3}\d|发信站\s{0,3}[:：]/
/** Days that are not this text's: of the site, of a member, of the printing, of what is announced. */
const otherDay =
  /(?:施工|停[水电气]|会议|活动|报名|考试|面试|举办|开标|投标|营业|开放|办公|工作|服务|上班|开始|结束|起止|培训|听证|公示|出生|案发|事发|检修|恢复|实施|生效|施行|拍摄|开庭|拍卖|比赛|发车|通车|接种|采访)(?:时间|日期|期限)|版权所有|copyright|©|备案|许可证|改版|注册|登录|上线|最后|在线时间|生日|打印时间|GMT|今天是|现在是|当前时间|Powered|有效期|截止/i
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

const fullDay =
  /(19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}|[〇○零]\S{1,2}年|一九\S\S年|\d{1,2}\/\d{1,2}\/(19|20)\d{2}/
/** 昨天 and its like are words of headlines too: they name a time where nothing but a clock or a count stands beside. */
const isLone = /^\D{0,8}(?:今天|今日|昨天|昨日|前天|前日)\s*(?:\d{1,2}:\d{2}|$)/

/** A line that states a date rather than a sentence that mentions one (“新华社12月9日电”, “今天凌晨”). */
const isDateLine = (text: string) => {
  if (/[，。！？“]/.test(text)) return false
  if (/[今昨前][天日]/.test(text) && !fullDay.test(text)) return isLone.test(text)
  return text.length <= 24 || fullDay.test(text)
}

/** What is known of a page when its time is looked for. */
export interface TimeClues {
  /** The lines beside the headline. */
  near: readonly Block[]
  /** All lines but the body's. */
  outside: readonly Block[]
  /** The lines right below the body. */
  below: readonly Block[]
  /** The body's lines: only a signature at the end is looked at, and last. */
  body: readonly Block[]
}

/** When it was published, by what is most reliable first; of the running text only the signature's day counts. */
export function publishedAtOf(
  page: PageLines,
  { near, outside, below, body }: TimeClues,
  url: string,
  now: Date,
): Date | null {
  const read = (text: string | null) => (text ? parsePublishedAt(text, now) : null)
  const byMeta = read(metaOf(page, dateMetas))
  if (byMeta && isWhole(byMeta)) return byMeta
  const shown = statedIn(near, now)
  const byText = shown && read(shown.text)
  if (byMeta) return byText && isSameDay(byText, byMeta) ? byText : byMeta
  // A date without its year, or 昨天, may be years old on a saved page; the page's script knows better.
  const isFull = shown !== null && fullDay.test(shown.text)
  return (
    read(page.firstTime) ??
    (isFull ? byText : null) ??
    scriptDate(page, now) ??
    (shown ? read(metaOf(page, changeMetas)) : null) ??
    byText ??
    anywhereLabelled(outside, now) ??
    read(below.find(({ text }) => isBareDate(text) || isImprinted(text))?.text ?? null) ??
    publishedAtOfPath(new URL(url).pathname, now) ??
    signedOn(body, now) ??
    onlyDay(outside, now)
  )
}

/** The one day the page shows anywhere outside its text, alone in a line that is no link: a paper's masthead. */
function onlyDay(outside: readonly Block[], now: Date): Date | null {
  const days = outside.filter(
    ({ text, linkLength }) => linkLength === 0 && isBareDate(text) && !otherDay.test(text),
  )
  const [day] = days
  return day && days.length === 1 ? parsePublishedAt(day.text, now) : null
}

/** The line that states the day: one that labels it before one that only looks like a date. */
function statedIn(near: readonly Block[], now: Date): Block | null {
  const short = near.filter(({ text }) => text.length <= 120 && !otherDay.test(text))
  const labelled = short.find(({ text }) => dateLabel.test(text) && parsePublishedAt(text, now))
  return labelled ?? short.find(({ text }) => isDateLine(text) && parsePublishedAt(text, now)) ?? null
}

/** Hardly more than a full day and time. */
const isBareDate = (text: string) =>
  text.length <= 24 && /^\D{0,4}(?:19|20)\d{2}\D\d{1,2}\D\d{1,2}/.test(text)

/** Who put it up and when, below the text. */
const isImprinted = (text: string) =>
  text.length <= 60 &&
  fullDay.test(text) &&
  /发布|来源|作者|编辑|录入|供稿|上传/.test(text) &&
  !otherDay.test(text)

/** Lines at the end of the body in which it may be signed. */
const signature = 3

/** A notice that states no other day was published on the one it is signed. */
function signedOn(body: readonly Block[], now: Date): Date | null {
  for (const { text } of body.slice(-signature).reverse())
    if (text.length <= 30 && fullDay.test(text) && !/[，。！？；]/.test(text))
      return parsePublishedAt(text, now)
  return null
}

function anywhereLabelled(blocks: readonly Block[], now: Date): Date | null {
  for (const { text } of blocks)
    if (text.length <= 80 && dateLabel.test(text) && !otherDay.test(text)) {
      const found = parsePublishedAt(text, now)
      if (found) return found
    }
  return null
}
