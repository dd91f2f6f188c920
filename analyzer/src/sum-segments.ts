import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'
import { asOne } from './told-as-one.js'

/** Places by the level they are of: a town's figure is held in its county's, so only figures of one level are added. */
const levels = ['县区旗', '市州盟', '省', '乡镇街', '村屯组庄寨沟坪', '院', '矿厂店'] as const
/** ①歙州县：, 2、坳上老粮站, 凤林县通报: the place that a line or sentence is about. */
const opener =
  /^[ 　]{0,4}(?:\d{1,2}[、.．)）]?|[（(][一二三四五六七八九十\d]{1,2}[)）]|[•·▪■●◆▶▲★*-]\ufe0f?)?\s*([\u4e00-\u9fff]{1,9}?(?:县|区|旗|市|州|盟|省|乡|镇|街道|村|屯|组|庄|寨|沟|坪|医院|矿|厂|店))(?=[：:—，、 ]|通报|公布|报告|报|称|说|方面|境内|紧急|已|累计|转|撤|疏|安置|造成|死|遇|失|受|因|有|共|收治)/
/** …8月6日上午，岫山县通报: a place that reports for itself. */
const reporter = /(?:^|[，：】# ])([\u4e00-\u9fff]{1,5}?[县区旗市州])(?=通报|公布|报告|发布|称|因灾)/
/** Growing, or part of another figure. */
const grows = /其中|增至|升至|上升|更新|修正|比|合计|共计|全[省市县]|当中/
const endsSegment = markedCodes('\n。；;！!')

interface Segment {
  readonly start: number
  readonly place: string
  readonly level: number
}

/** The line or sentence of `at`, when it opens with a place. */
function segmentOf(text: string, at: number): Segment | null {
  let start = at
  while (start > 0 && endsSegment[text.charCodeAt(start - 1)] === 0) start -= 1
  const ahead = text.slice(start, at)
  const place = (opener.exec(ahead) ?? reporter.exec(ahead))?.[1]
  if (!place || grows.test(ahead)) return null
  const end = place.charAt(place.length - 1)
  // ▪苍岭县：…▪福屏市：: a list of counties, whatever they are called.
  const isItem =
    (start === 0 || text.charAt(start - 1) === '\n') &&
    /^[：:]/.test(ahead.slice(ahead.indexOf(place) + place.length))
  const level = levels.findIndex((of) =>
    of.includes(end === '道' ? '街' : isItem && end === '市' ? '县' : end),
  )
  return { start, place, level }
}

/** 三处互不重复: whoever tells it has seen to it. */
const apart = /(?:互不|没有|无|不)(?:重复|包含|交叉)/

/**
 * The figures of one fate and, beside them, what those come to that lines or sentences tell place by place, one level of
 * places at a time (①甲县：转移4.3万人；②乙县：转移3.6万人), or that the text itself calls free of repetition.
 */
export function withSegments(told: readonly Told[], { text }: Reading): readonly Told[] {
  if (told.length < 2) return told
  const byLevel = new Map<number, { segment: Segment; one: Told }[]>()
  for (const one of told) {
    const segment = segmentOf(text, one.at)
    if (!segment) continue
    const known = byLevel.get(segment.level) ?? []
    if (known.some((other) => other.segment.place === segment.place || other.segment.start === segment.start))
      continue
    byLevel.set(segment.level, [...known, { segment, one }])
  }
  const sums = [...byLevel.values()]
    .filter((of) => of.length > 1)
    .map((of) => asOne(of.map(({ one }) => one)))
  const marker =
    text.includes('重复') || text.includes('包含') || text.includes('交叉') ? text.search(apart) : -1
  const before = told.filter(({ at, isRest }) => at < marker && !isRest)
  const most = Math.max(0, ...before.map(({ value }) => value))
  const all = before.reduce((sum, { value }) => sum + value, 0)
  if (
    before.length > 1 &&
    most * 2 < all * 1.5 &&
    new Set(before.map(({ value }) => value)).size === before.length
  )
    sums.push(asOne(before))
  return sums.length === 0 ? told : [...told, ...sums]
}

/** 滑坡遇难乡亲核对名单, 未救援名单: what all who are listed have met. */
