import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

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

const asOne = (parts: readonly Told[]): Told => {
  const [first] = parts as readonly [Told]
  return {
    ...first,
    value: parts.reduce((sum, { value }) => sum + value, 0),
    spans: parts.flatMap(({ spans }) => spans),
    isRest: true,
  }
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
/** 各县转移人数 */
const columns = /(转移|遇难|死亡|失踪|失联|被困)(?:人数|群众人数|情况)/
const title = /(遇难|死难|罹难|死亡|失踪|失联|被困)[^，。；：\d]{0,10}名单|名单[^，。]{0,6}(遇难|失联|失踪)/
const titleEnd = 60
/** 上坝组：14人 */
const entry = /(?:^|[\n；;。）)])[ 　]{0,4}(?:\d{1,2}[、.．)）])?[\u4e00-\u9fff]{1,10}[：: ]$/
const longestEntry = 16

/** Whom a list counts place by place under a title that says what befell them (遇难乡亲名单。上坝组：14人；中寨组：11人), as one. */
export function listedUnderTitle({ text }: Reading, counts: readonly Count[]): Told[] {
  const opening = text.slice(0, titleEnd)
  const named = title.exec(opening) ?? columns.exec(opening)
  const fate = named?.[1] ?? named?.[2]
  if (!fate) return []
  // …川T面包车上3人。合计24人。: the list is counted already.
  const total = counts.find(
    ({ of, start }) =>
      of === 'people' && /(?:合计|总计|共计)$/.test(text.slice(Math.max(0, start - 3), start)),
  )
  const listed = total
    ? [total]
    : counts.filter(
        ({ of, start }) =>
          of === 'people' && entry.test(text.slice(Math.max(0, start - longestEntry), start)),
      )
  if (listed.length < (total ? 1 : 2)) return []
  const name: FateName = fate === '转移' ? 'evacuated' : /失|困/.test(fate) ? 'missing' : 'dead'
  return [
    asOne(
      listed.map(({ value, start, end, numberEnd }) => ({
        value,
        fates: [name],
        spans: [{ start, end }],
        at: start,
        numberEnd,
        ordinal: false,
      })),
    ),
  ]
}

/** 两座城市同日遭袭, 两地先后…: one report of two places hit. */
const twoSites = /两(?:座城市|个城市|地|处|所|家|国|省|县|市)[^，。；]{0,8}(?:遭|爆炸|遇袭|袭击|塌|决口|起火)/
const titleOfSites = 50
const notSites = /其中|增至|升至|上升|更新|修正|累计|共|总|截至|昨|此前/

/** The dead of two places that the title speaks of, told one after the other and nowhere in one figure. */
export function ofTwoSites(dead: readonly Told[], { text, sentence }: Reading): Told[] {
  if (!twoSites.test(text.slice(0, titleOfSites))) return []
  const values = [...new Set(dead.map(({ value }) => value))]
  const [first, second] = values.map((value) => dead.find((one) => one.value === value))
  if (values.length !== 2 || !first || !second || sentence(first.at).start === sentence(second.at).start)
    return []
  if (notSites.test(text.slice(sentence(second.at).start, second.at))) return []
  return [asOne([first, second])]
}

const item = /(?:^|\n)[ 　]{0,4}(?:\d{1,2}[、.．)）]|[1-9](?=[\u4e00-\u9fff]{2})|🆘)/gu
/** So far from its number an item says how many. */
const itemReach = 26

/**
 * Who waits for rescue item by item (1、甲村 12人被困；2、乙厂 3人，屋顶), where at least one item says that they are
 * trapped: all of them as one; those told as saved are left out.
 */
export function listedTrapped(told: readonly Told[], counts: readonly Count[], { text }: Reading): Told[] {
  if (!told.some(({ fates }) => fates.includes('missing'))) return []
  const starts = [...text.matchAll(item)].map(({ index, 0: mark }) => index + mark.length)
  if (starts.length < 2) return []
  const parts = starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length
    const within = told.filter(({ at }) => at >= start && at < end)
    const missing = within.find(({ fates }) => fates.includes('missing'))
    if (missing) return [missing]
    const first = counts.find((count) => count.of === 'people' && count.start >= start && count.start < end)
    if (!first || first.start - start > itemReach || within.some(({ at }) => at === first.start)) return []
    const { value, numberEnd } = first
    return [
      {
        value,
        fates: ['missing'] as const,
        spans: [{ start: first.start, end: first.end }],
        at: first.start,
        numberEnd,
        ordinal: false,
      },
    ]
  })
  return parts.length > 1 && parts.some(({ at }) => told.some((one) => one.at === at)) ? [asOne(parts)] : []
}
