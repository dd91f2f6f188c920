import type { Count } from './counts.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 小河镇转出来, 善堂镇今天中午又出来: a place of its own opens the clause. */
const place =
  /^[^，。；、：:\d]{1,8}?[乡镇村县区市州组屯庄寨旗湾沟坪坝岭塘坡坳垸圩队班栋]|^[^，。；、：:\d]{0,5}家(?:又是|是|又)?$/
const ofPlace =
  /[\u4e00-\u9fff]{1,6}[乡镇村县区市州组屯庄寨旗湾沟坪坝岭塘坡坳垸圩队班栋](?!里|民|长|委)[^，。；、：:\d]{0,10}$/
/** 其中新镇镇1.9万: part of what was told. */
const part = /其中|包括|含|增至|升至|累计|共|总/
/** ，5名妇女: more than an ending of the figure tells of somebody else. */
const tail = /^(?:余|多)?(?:名|个|位)?(?:人|群众|村民|居民|口)?$/

/**
 * The figures of one fate and, beside them, what those come to that a sentence tells place by place
 * (小河镇转出来2.1万人，新镇镇1.9万，善堂镇…1.3万): the first is told, the others follow clause by clause, a place and a figure each.
 */
export function withPlaces(
  told: readonly Told[],
  counts: readonly Count[],
  { text, sentence }: Reading,
): readonly Told[] {
  return told.flatMap((first) => {
    const { start, end } = sentence(first.at)
    if (!ofPlace.test(text.slice(Math.max(start, first.at - 20), first.at))) return [first]
    let sum = first
    let from = first.numberEnd
    for (const count of counts) {
      if (count.start <= first.at || count.of === 'other') continue
      const between = text.slice(from, count.start)
      const mark = between.search(/[，；、]/)
      const ahead = between.slice(mark + 1)
      if (count.end > end || mark < 0 || !tail.test(between.slice(0, mark))) break
      if (part.test(ahead) || !place.test(ahead)) break
      const { start: at, end: until } = count
      sum = { ...sum, value: sum.value + count.value, spans: [...sum.spans, { start: at, end: until }] }
      from = count.numberEnd
    }
    return sum === first ? [first] : [first, sum]
  })
}

/** 内黄转移3.1万人，汤阴转移2.4万人: the same word after names that have no ending. */
const byWord =
  /^人?[，；、\n]([\u4e00-\u9fff]{2,5})(转移|撤离|疏散|安置|遇难|死亡|失踪|受伤|重伤)(?:了|出|群众|人员|人口|居民)?(?:约|近)?$/
const aheadOf =
  /([\u4e00-\u9fff]{2,5})：?(转移|撤离|疏散|安置|遇难|死亡|失踪|受伤|重伤)(?:了|出|群众|人员|人口|居民)?(?:约|近)?$/
/** 集中安置2.4万人, 目前撤离…: how or when, and no place. */
const noPlace =
  /集中|分散|紧急|提前|投亲|妥善|临时|主动|自主|安全|及时|目前|其中|累计|已|共|全|继续|陆续|连夜|组织|计划|需|应|另|又|再|当场|导致|造成|截至|今|昨|增|包括/
/** The figures of one fate and, beside them, what those come to that follow each other with a place and the same word before each. */
export function withSameWord(told: readonly Told[], { text }: Reading): readonly Told[] {
  if (told.length < 2) return told
  const sums: Told[] = []
  let sum: Told | null = null
  let word = ''
  for (const [index, one] of told.entries()) {
    const last = told[index - 1]
    const between = last ? text.slice(last.numberEnd, one.at) : ''
    const found = byWord.exec(between)
    if (sum && last && found && found[2] === word && !noPlace.test(found[1] ?? '')) {
      sum = { ...one, at: sum.at, value: sum.value + one.value, spans: [...sum.spans, ...one.spans] }
      sums.push(sum)
      continue
    }
    const first = aheadOf.exec(text.slice(Math.max(0, one.at - 14), one.at))
    sum = first && !noPlace.test(first[1] ?? '') ? one : null
    word = first?.[2] ?? ''
  }
  return sums.length === 0 ? told : [...told, ...sums]
}

/** 七里沟村11人，东镇村16人，景家村9人，都是确认遇难的: the last of a row of places, all of which shared it. */
const inRow = /[，、：；][\u4e00-\u9fff]{1,7}[村组镇乡县区屯庄寨湾沟坪店厂]$/
const allShared = /^(?:名|个|位)?人?，(?:都|均|全)/

/** The figures of one fate and, beside one told of all the places in a row, what the row comes to. */
export function withRow(told: readonly Told[], counts: readonly Count[], { text }: Reading): readonly Told[] {
  return told.flatMap((last) => {
    if (!allShared.test(text.slice(last.numberEnd, last.numberEnd + 6))) return [last]
    let sum = last
    let from = last.at
    for (const count of [...counts].reverse()) {
      if (count.of !== 'people' || count.end > from || told.some(({ at }) => at === count.start)) continue
      const place = text.slice(count.end, from)
      if (!inRow.test(place) || !inRow.test(text.slice(Math.max(0, count.start - 10), count.start))) break
      sum = { ...sum, value: sum.value + count.value, spans: [count, ...sum.spans] }
      from = count.start
    }
    return sum === last ? [last] : [last, sum]
  })
}

/** 昨天找到, 今天又打捞出: found at different times. */
const found = /(?:找到|挖出|发现|打捞[起出上]?|搜出|抬出|捞[起出上]来?|扒出)了?$/
const allOfThem = /^(?:名|个|位)?(?:人|村民|工人|矿工|学生)?，(?:全|都|均|皆)/

/** The figures of the dead with, beside one that is told of all of them, those found before (昨天找到7人，今天又找到5人，都已遇难). */
export function withFound(
  told: readonly Told[],
  counts: readonly Count[],
  { text, sentence }: Reading,
): readonly Told[] {
  const isFound = ({ start }: { start: number }) => found.test(text.slice(Math.max(0, start - 5), start))
  return told.flatMap((last) => {
    if (!isFound({ start: last.at }) || !allOfThem.test(text.slice(last.numberEnd, last.numberEnd + 8)))
      return [last]
    const { start: from } = sentence(last.at)
    const before = counts.filter(
      (count) =>
        count.of === 'people' &&
        count.start >= from &&
        count.start < last.at &&
        isFound(count) &&
        !told.some(({ at }) => at === count.start),
    )
    const value = before.reduce((sum, count) => sum + count.value, last.value)
    return before.length === 0 ? [last] : [last, { ...last, value, spans: [...before, ...last.spans] }]
  })
}
