import type { QuantityName } from '@huiyin/keywords/lexicon'
import { discounted } from './modality.js'
import { kindsOf, manyPeople, type Near, neighbours, type PeopleKind } from './people-counted.js'
import type { Reading } from './reading.js'

/** One figure of a text that counts. */
export interface Figure {
  readonly start: number
  readonly end: number
  readonly value: number
}

export interface Quantity {
  readonly value: number
  readonly figures: readonly Figure[]
  /** How the value was reached when it is not the figure itself. */
  readonly note?: string
}

export type Quantities = Partial<Record<QuantityName, Quantity>> & {
  /** 100 households or people at once are “many”. */
  readonly many: readonly Figure[]
  /** A lifeline (water, power, gas, heat) cut for three days or more: long delay without the word. */
  readonly outages: readonly Figure[]
  /** Ten people or households at once are several. */
  readonly several: readonly Figure[]
  /** People hurt in any way, for telling a harmless earthquake at sea. */
  readonly injured: number
}

/** Counts of a text (docs/rules.md §2): literal floors, totals and parts once, nothing denied or imagined. */
export function readQuantities(reading: Reading): Quantities {
  const near = neighbours(reading.text)
  let last: readonly PeopleKind[] = []
  const counted = near.flatMap((n) => {
    const own = kindsOf(n)
    const kinds = own.length === 0 && risen.test(n.before) ? last : own
    last = kinds
    return kinds.length > 0 && !discounted(reading, n.number) ? [{ number: n.number, kinds }] : []
  })
  const of = (kind: PeopleKind) =>
    counted.filter(({ kinds }) => kinds.includes(kind)).map(({ number }) => number)
  const deaths = total(of('deaths'), reading)
  const missing =
    reading.hits('severity:rescued').length > 0 ? onlyMissing(of('missing'), reading) : of('missing')
  const serious = largest(of('serious'))
  const injured = largest(of('injured'))
  const reported = near.filter(({ number, after }) => number.value >= severalLeast && manyPeople.test(after))
  const several = reported.map(({ number }) => number).filter((n) => !discounted(reading, n))
  return {
    ...quantity('deaths', withMissing(deaths, largest(missing))),
    ...quantity('serious', serious ?? halved(injured)),
    ...quantity('ill', largest(of('ill'))),
    ...quantity('evacuated', largest(of('evacuated'))),
    ...quantity('gathering', largest(of('gathering').filter((n) => !isFestive(reading, n)))),
    ...quantity('loss', largest(losses(reading, near))),
    ...quantity('magnitude', largest(magnitudes(reading, near))),
    several,
    many: several.filter(({ value }) => value >= manyLeast),
    outages: outages(reading, near),
    injured: injured?.value ?? serious?.value ?? 0,
  }
}

/** 100 households or people at once are “many” (docs/rules.md §2), ten are several. */
const manyLeast = 100
const severalLeast = 10

/** 由28人上升为33人: the later figure counts what the earlier did. */
const risen = /^(?:人|名|例|具)?[^，。；]{0,6}(?:升|增|更新|修正)[^，。；]{0,4}$/

const quantity = (name: QuantityName, value: Quantity | null) =>
  value && value.value > 0 ? { [name]: value } : {}

const largest = (figures: readonly Figure[]): Quantity | null => {
  const most = figures.reduce<Figure | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  return most ? { value: most.value, figures: [most] } : null
}

/** Rescued: those trapped were saved; those missing are still missing. */
const onlyMissing = (figures: readonly Figure[], { text }: Reading): Figure[] =>
  figures.filter(({ end, start }) => /失踪|失联|下落不明|失去联系/.test(text.slice(start - 8, end + 16)))

/** 当场死亡2人，另有1人送医后不治: parts in one sentence add up; a total said elsewhere is not added to them. */
function total(figures: readonly Figure[], { text, sentence }: Reading): Quantity | null {
  let best: Quantity | null = null
  for (const [index, first] of figures.entries()) {
    const parts = [first]
    const { end } = sentence(first.start)
    for (const next of figures.slice(index + 1)) {
      const between = text.slice(parts.at(-1)?.end ?? 0, Math.min(next.end + 16, end))
      if (next.start >= end || /其中|包括|共|总/.test(between)) break
      if (/另|又|还有|送医|送往|抢救无效|医院|不治/.test(between)) parts.push(next)
    }
    const value = parts.reduce((sum, part) => sum + part.value, 0)
    if (!best || value > best.value) best = { value, figures: parts }
  }
  return best
}

/** Missing and trapped count half as dead (docs/rules.md §2). */
function withMissing(dead: Quantity | null, missing: Quantity | null): Quantity | null {
  if (!missing) return dead
  const value = (dead?.value ?? 0) + missing.value / 2
  return {
    value,
    figures: [...(dead?.figures ?? []), ...missing.figures],
    note: `失联或被困 ${missing.value} 人按半数折算`,
  }
}

const halved = (injured: Quantity | null): Quantity | null =>
  injured && {
    ...injured,
    value: injured.value / 2,
    note: `受伤 ${injured.value} 人未说明伤情，按半数折算重伤`,
  }

/** Money lost to a swindler or on the market is no damage of an accident. */
const swindle = /骗|投资|集资|理财|炒股|违约|赔偿金|国有资产|利益|合同|欠款|国家损失/

/** 直接经济损失7800余万元, 损失两个亿, 损失上千万: yuan. */
const losses = (reading: Reading, near: readonly Near[]): Figure[] => {
  if (!reading.text.includes('损失')) return []
  return near.flatMap(({ number, before, after }) => {
    const isTold = /损失/.test(before) || /^.{0,4}元[^，。；]{0,8}损失/.test(after)
    const hundredMillions = /^(?:个多?|多个)亿/.test(after)
    const isMoney =
      /^(?:余|多)?(?:人民币)?元/.test(after) ||
      hundredMillions ||
      (number.value >= 10_000 && /^(?:左右|以上|$|[，。；、！）)])/.test(after))
    if (!isTold || !isMoney || swindle.test(sentenceOf(reading, number)) || discounted(reading, number))
      return []
    return [hundredMillions ? { ...number, value: number.value * 100_000_000 } : number]
  })
}

const asMagnitude =
  /^级(?!地震预警|响应|应急|以下|以上地震|抗震|大风|台风|伤残|残疾|[^，。；]{0,4}(?:响应|预警|医院|公路|干部|警报))/

const magnitudes = (reading: Reading, near: readonly Near[]): Figure[] => {
  if (!/级|里氏/.test(reading.text)) return []
  return near
    .filter(
      ({ number, before, after }) =>
        number.value < 10 &&
        !/风力?[^，。]{0,4}$|烈度[^，。]{0,4}$|抗震[^，。]{0,6}$/.test(before) &&
        ((asMagnitude.test(after) &&
          /地震|余震|强震|震源|里氏|台网|震级/.test(sentenceOf(reading, number))) ||
          /(?:震级|里氏)[^，。\d]{0,8}$/.test(before)),
    )
    .map(({ number }) => number)
    .filter((n) => !discounted(reading, n))
}

function sentenceOf({ text, sentence }: Reading, { start }: Figure): string {
  const { start: from, end } = sentence(start)
  return text.slice(from, end)
}

/** Spectators, visitors and shoppers gather in peace: no 群体性事件 unless the sentence says so. */
function isFestive(reading: Reading, figure: Figure): boolean {
  const { start, end } = reading.sentence(figure.start)
  const within = (group: string) =>
    reading.of('severity', group).some((hit) => hit.start >= start && hit.end <= end)
  return within('festive') && !within('collectiveStrong') && !within('blocking')
}

const lifeline = /(?:停|断|没)(?:水|电|气|暖|供)|没有(?:自来)?水|停供|断供/
const longOutageDays = 3

/** 停水第三天, 停水已满三天, 三天没水: three days without are long (饮水、供电、供气、供暖). */
const outages = (reading: Reading, near: readonly Near[]): Figure[] =>
  near
    .filter(
      ({ number, before, after }) =>
        number.value >= longOutageDays &&
        number.value < 1_000 &&
        (/^(?:多|余)?(?:天|日(?!前))/.test(after)
          ? lifeline.test(before) || lifeline.test(after.slice(0, 12))
          : /^(?:个多?|多个)?(?:星期|月|周)/.test(after) && lifeline.test(before.slice(-8))),
    )
    .map(({ number }) => number)
    .filter((n) => !discounted(reading, n))
