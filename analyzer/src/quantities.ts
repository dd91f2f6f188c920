import type { QuantityName } from '@huiyin/keywords/lexicon'
import { discounted } from './modality.js'
import { findNumbers, type NumberSpan } from './numbers.js'
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
  /** People hurt in any way, for telling a harmless earthquake at sea. */
  readonly injured: number
}

/** After a number: what makes it a date, an age, a length … and no count of people. */
const notPeople =
  /^(?:年|月|日|号|时(?!许)|点|分|秒|岁|公里|千米|米|吨|度|%|％|路|楼|栋|幢|层|车|辆|台|次|起|天|小时|周|届|期|级|元|万元|亿元|斤|公斤|亩|平方|个月|个小时|个多|多年|余年|条|所|家|艘|架|座|间|处|项|倍|成|份|支|批|届|线|名列)/
const gap = (length: number) => `[^，。；、：！？\\n]{0,${length}}?`
const who = '(?:名|个|位|例|具|口)?(?:人|者)?'

interface Pattern {
  readonly after: RegExp
  readonly before: RegExp
  /** The words between that make the figure another kind's. */
  readonly not: RegExp
}

const people: Record<
  'deaths' | 'serious' | 'injured' | 'missing' | 'ill' | 'evacuated' | 'gathering',
  Pattern
> = {
  deaths: {
    after: new RegExp(
      `^(?:(?:人|名|个|例)?(?:当场|不幸|全部|均|已|溺水)?(?:死亡|死(?!刑|角|者家属)|亡)|${who}${gap(14)}(?:死亡|遇难|身亡|丧生|丧命|罹难|殉职|殉难|溺亡|不治|死于|没(?:能|有)?(?:救|抢救)(?:回来|过来|活)|遗体|尸体|烧死|淹死|砸死|撞死|炸死|牺牲|死者))`,
    ),
    before: /(?:死亡|遇难|身亡|丧生|罹难|致死|死者)(?:人数|总数|人员|者)?[^，。；、\d]{0,10}$/,
    not: /受伤|轻伤|重伤|失踪|失联|被困|无|未|没有|伤亡/,
  },
  serious: {
    after: new RegExp(
      `^${who}${gap(8)}(?:重伤|伤势(?:较|比较|十分|非常|都)?(?:严重|过重|危重|较重|重)|受伤严重|生命垂危|病危|危重)`,
    ),
    before: /(?:重伤|危重)(?:人数|者|员|病人)?[^，。；、\d]{0,6}$/,
    not: /死|轻伤|无|未/,
  },
  injured: {
    after: new RegExp(
      `^(?:(?:人|名)?伤|${who}${gap(12)}(?:受伤|负伤|烧伤|砸伤|撞伤|炸伤|灼伤|不同程度受伤|伤亡|伤员|伤者))`,
    ),
    before: /(?:受伤|负伤|伤者|伤员)(?:人数|总数|人员|者)?[^，。；、\d]{0,8}$/,
    not: /死|轻伤|重伤|无人|未造成|势/,
  },
  missing: {
    after: new RegExp(`^${who}${gap(14)}(?:失踪|失联|下落不明|被困|被埋|失去联系|掩埋|困在)`),
    before: /(?:失踪|失联|被困|被埋|下落不明)(?:人数|人员|者|群众|村民|乘客|矿工)?[^，。；、\d]{0,6}$/,
    not: /死|无人|未|获救|救出/,
  },
  ill: {
    after:
      /^(?:名|个|位|例|余名|多名)?[^。；！？\n]{0,26}?(?:中毒|发病|患病|感染|腹泻|呕吐|腹痛|住院|不适|确诊|病例|发烧|发热|症状|就诊|就医|入院|送医|送到医院|送进医院|住进|进了医院|上吐下泻|拉肚子)/,
    before: /(?:中毒|发病|患病|感染|确诊|病例|住院|症状)(?:人数|人员|者|病例|总数)?[^，。；、\d]{0,10}$/,
    not: /死|无明显|未出现|无症状|没有/,
  },
  evacuated: {
    after: new RegExp(`^${who}${gap(12)}(?:转移|疏散|撤离|避险)`),
    before: /(?:转移|疏散|撤离|安置|避险)[^，。；、\d]{0,10}$/,
    not: /死|伤/,
  },
  gathering: {
    after: new RegExp(
      `^${who}${gap(12)}(?:聚集|上访|围堵|集会|讨薪|静坐|游行|抗议|示威|堵路|堵门|堵|维权|聚众|罢工|罢课|请愿|走上街头|上街|围住|围得|包围|讨说法|讨要说法)`,
    ),
    before: /(?:聚集|围堵|聚众|集会|游行|抗议)(?:了|起|人数|群众|约|近|上|达){0,4}$/,
    not: /死|伤/,
  },
}
const countable =
  /^(?:名|个|位|例|具|口|人|者|余|多|死|伤|亡|群众|村民|居民|学生|乘客|旅客|工人|矿工|员工|职工|师生|儿童|市民|游客|遇|失)/
const manyPeople =
  /^(?:多|余)?(?:户|辆(?:出租车|网约车|客车|货车|大巴)|[名个位]?(?:业主|村民|居民|学生|家长|工人|群众|员工|职工|农民工|教师|住户|师生|孩子|购房者)|多?人)/

interface Near {
  readonly number: NumberSpan
  readonly before: string
  readonly after: string
}

/** Each counting number with the words around it, cut at sentence ends and at the neighbouring numbers. */
function neighbours(text: string, numbers: readonly NumberSpan[]): Near[] {
  const sentenceEnds = /[。！？；\n]/
  return numbers.map((number, index) => {
    const previous = numbers[index - 1]?.end ?? 0
    const next = nextCount(text, numbers, index)
    const before = text.slice(Math.max(previous, number.start - 18), number.start)
    const after = text.slice(number.end, Math.min(next, number.end + 34))
    return {
      number,
      before: before.split(sentenceEnds).at(-1) ?? '',
      after: after.split(sentenceEnds)[0] ?? '',
    }
  })
}

/** Where the next number that counts something begins; 一 inside 一起 or 统一 does not end the words of this one. */
function nextCount(text: string, numbers: readonly NumberSpan[], index: number): number {
  for (const { start, end } of numbers.slice(index + 1, index + 4)) {
    const word = text.slice(start, end)
    if (word.length > 1 || /\d/.test(word) || countable.test(text.slice(end, end + 3))) return start
  }
  return text.length
}

type PeopleKind = keyof typeof people
const peopleKinds = Object.keys(people) as PeopleKind[]

/** Reported but not confirmed: shown to the officer by the text, not counted. */
const unconfirmed = /(?:申报|谎称|传言|疑有)[^，。；]{0,10}$/

/** What the words after the number, or else those before it, say it counts: “2人死亡31人受伤” gives 31 to the hurt. */
function kindsOf({ after, before, number }: Near): PeopleKind[] {
  if (notPeople.test(after) || number.value !== Math.floor(number.value) || unconfirmed.test(before))
    return []
  const behind = peopleKinds.filter((kind) => {
    const match = people[kind].after.exec(after)
    return match !== null && !people[kind].not.test(match[0])
  })
  if (behind.length > 0 || !countable.test(after) || /[，；]$/.test(before)) return behind
  return peopleKinds.filter((kind) => people[kind].before.test(before))
}

/** Counts of a text (docs/rules.md §2): literal floors, totals and parts once, nothing denied or imagined. */
export function readQuantities(reading: Reading): Quantities {
  const near = neighbours(reading.text, findNumbers(reading.text))
  const counted = near.flatMap((n) => {
    const kinds = kindsOf(n)
    return kinds.length > 0 && !discounted(reading, n.number) ? [{ number: n.number, kinds }] : []
  })
  const of = (kind: PeopleKind) =>
    counted.filter(({ kinds }) => kinds.includes(kind)).map(({ number }) => number)
  const deaths = total(of('deaths'), reading)
  const missing =
    reading.hits('severity:rescued').length > 0 ? onlyMissing(of('missing'), reading) : of('missing')
  const serious = largest(of('serious'))
  const injured = largest(of('injured'))
  return {
    ...quantity('deaths', withMissing(deaths, largest(missing))),
    ...quantity('serious', serious ?? halved(injured)),
    ...quantity('ill', largest(of('ill'))),
    ...quantity('evacuated', largest(of('evacuated'))),
    ...quantity('gathering', largest(of('gathering'))),
    ...quantity('loss', largest(losses(reading, near))),
    ...quantity('magnitude', largest(magnitudes(reading, near))),
    many: near
      .filter(({ number, after }) => number.value >= 100 && manyPeople.test(after))
      .map(({ number }) => number)
      .filter((n) => !discounted(reading, n)),
    outages: outages(reading, near),
    injured: injured?.value ?? serious?.value ?? 0,
  }
}

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

const losses = (reading: Reading, near: readonly Near[]): Figure[] =>
  near
    .filter(
      ({ before, after }) =>
        /^(?:余|多)?(?:人民币)?元/.test(after) && /损失/.test(before + after.slice(0, 12)),
    )
    .map(({ number }) => number)
    .filter((n) => !discounted(reading, n))

const magnitudes = (reading: Reading, near: readonly Near[]): Figure[] =>
  near
    .filter(
      ({ number, before, after }) =>
        number.value < 10 &&
        ((/^级(?!地震预警|响应|应急|以下|抗震)[^，。；]{0,8}(?:地震|余震|强震)/.test(after) &&
          !/风力?$|烈度$/.test(before)) ||
          (/^级/.test(after) && /里氏|震级[^，。]{0,8}$/.test(before)) ||
          /震级[^，。\d]{0,8}$/.test(before)),
    )
    .map(({ number }) => number)
    .filter((n) => !discounted(reading, n))

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
