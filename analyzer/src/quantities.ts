import type { QuantityName } from '@huiyin/keywords/lexicon'
import { allAboard } from './all-aboard.js'
import { isRelief } from './bystanders.js'
import { type Count, findCounts } from './counts.js'
import { endOfMissing } from './end-of-missing.js'
import type { FateName } from './fate-names.js'
import { findFates } from './fates.js'
import { listedVictims } from './listed-victims.js'
import { lossOf, magnitudeOf } from './measured.js'
import { discounted } from './modality.js'
import { absentOwners, onlyBack } from './only-back.js'
import { askedRescue } from './plea-form.js'
import { possibleDead } from './possible-victims.js'
import type { Quantity, Span } from './quantity.js'
import type { Reading } from './reading.js'
import { listedTrapped, listedUnderTitle } from './rosters.js'
import { isHarmful, tellScene } from './scene.js'
import { largest, sumHurt } from './sum-hurt.js'
import { withFound, withPlaces, withRow, withSameWord } from './sum-places.js'
import { withSegments } from './sum-segments.js'
import { sumDead, sumMissing } from './sum-victims.js'
import { withWards } from './sum-wards.js'
import { type Told, tellFates } from './tell-fates.js'
import { ofTwoSites } from './two-sites.js'
import { longWaits } from './waits.js'

export type Quantities = Partial<Record<QuantityName, Quantity>> & {
  /** 100 households or people at once are “many”, and so are several villages. */
  readonly many: readonly Span[]
  /** Delay told by a figure: 停水第三天, 拖了六年, 第七次去. */
  readonly waits: readonly Span[]
  /** Ten people or households at once are several. */
  readonly several: readonly Span[]
  /** The dead told of without a figure (周老汉没挺过去): one for each time, asked where a hundred are ill or something was eaten. */
  readonly dead: number
  /** People hurt in any way, for telling a harmless earthquake at sea. */
  readonly injured: number
}

/** 100 households or people at once are “many” (docs/rules.md §2), ten are several. */
const manyLeast = 100
const severalLeast = 10

/** Counts of a text (docs/rules.md §2): literal floors, totals and parts once, nothing denied or imagined. */
export function readQuantities(reading: Reading): Quantities {
  const counts = findCounts(reading.text)
  const back =
    counts.length > 0 && (isHarmful(reading) || reading.of('fate', 'safe').length > 0)
      ? [...onlyBack(reading, counts), ...absentOwners(reading, counts)]
      : []
  const listed = [
    ...listedVictims(reading, counts),
    ...listedUnderTitle(reading, counts),
    ...askedRescue(reading, counts),
  ]
  const isCounted = ({ at }: Told) =>
    [...back, ...listed].some(({ spans }) => spans.some(({ start }) => start === at))
  const clear =
    counts.length > 0
      ? [...back, ...listed, ...tellFates(reading, counts).filter((one) => !isCounted(one))]
      : []
  // 只有22人获救，另外22人遇难: what became of those who did not come back is told.
  const lost = (back.length === 0 ? [] : clear).filter(
    ({ fates, at }) =>
      fates.some((fate) => fate === 'dead' || fate === 'missing') && !back.some((one) => one.at === at),
  )
  const known =
    back.length === 0
      ? clear
      : clear.filter((one) => !back.includes(one) || !lost.some(({ value }) => value === one.value))
  const company =
    clear.length > 0 || back.length > 0 || isHarmful(reading) ? allAboard(reading, counts, known) : []
  const isOfCompany = ({ at }: Told) => company.some((one) => one.at === at)
  const apart = known.filter((one) => !isOfCompany(one))
  const all = [...company, ...apart]
  const told = [...all, ...tellScene(reading, counts, all)].filter(
    ({ at, numberEnd }) => !discounted(reading, { start: at, end: numberEnd }),
  )
  const of = (...fates: FateName[]) => told.filter((one) => one.fates.some((fate) => fates.includes(fate)))
  const ended = [...endOfMissing(told, counts, reading), ...mourned(told, reading)]
  const byPlace = (fate: FateName) =>
    withSegments(
      withSameWord(withRow(withPlaces(of(fate), counts, reading), counts, reading), reading),
      reading,
    )
  const dead =
    sumDead(
      [...withFound(byPlace('dead'), counts, reading), ...ofTwoSites(of('dead'), reading), ...ended],
      reading,
    ) ?? possibleDead(reading, counts, all)
  const missing =
    ended.length > 0
      ? null
      : sumMissing(
          {
            missing: [...listedTrapped(told, counts, reading), ...withSegments(of('missing'), reading)],
            safe: of('safe'),
            dead: of('dead'),
          },
          reading,
        )
  const injured = largest(withWards(of('injured', 'hospital'), reading))
  // 96名伤者送往医院，重伤41人: hurt and not ill.
  // 七百多口人关着窗都咳嗽: ill at ease, and not poisoned.
  const isMild = ({ spans }: Told) =>
    spans.every(({ start, end }) => mild.test(reading.text.slice(start, end)))
  const isHurt = ({ fates }: Told) => fates.includes('injured') && !fates.includes('ill')
  // 爆炸…172人住院: hurt, where nobody fell ill.
  const isBlast =
    reading.of('severity', 'burnt').length > 0 && reading.of('fate', 'ill').length + of('ill').length === 0
  const isPolluted = reading.of('trigger', 'environment').length > 0
  let ill = largest(
    withWards(
      of('ill', ...(isBlast ? [] : (['hospital'] as const))).filter(
        (one) => ((of('serious').length === 0 && !isBlast) || !isHurt(one)) && !(isPolluted && isMild(one)),
      ),
      reading,
    ),
  )
  // 百余名: more than the hundred it names, which is where the table begins.
  if (
    ill?.value === manyLeast &&
    ill.figures.some((span) => overHundred.test(reading.text.slice(span.start, span.end)))
  )
    ill = { ...ill, value: manyLeast + 1 }
  const isHarm = isHarmful(reading)
  // 当地1983年曾遭地震，约270人丧生: whom it concerned then.
  const isLongDead = ({ start, numberEnd }: Count) =>
    all.some(({ at, fates }) => at === start && fates.includes('dead')) &&
    discounted(reading, { start, end: numberEnd }) === '历史回顾'
  const asked = counts.filter(
    (count) =>
      isAsked(count) &&
      count.value >= severalLeast &&
      !(isHarm && isRelief(reading.text, count)) &&
      !unreal.has(discounted(reading, count) ?? '') &&
      !isLongDead(count),
  )
  return {
    ...quantity('deaths', withMissing(dead, missing)),
    ...quantity(
      'serious',
      sumHurt(
        {
          serious: withWards(of('serious'), reading),
          light: of('light'),
          injured: of('injured'),
          hospital: withWards(of('hospital'), reading),
        },
        reading,
      ),
    ),
    ...quantity('ill', ill),
    ...quantity('evacuated', largest(byPlace('evacuated'))),
    ...quantity('gathering', largest(of('gathered').filter((one) => !isFestive(reading, one)))),
    ...quantity('loss', lossOf(reading, counts)),
    ...quantity('magnitude', magnitudeOf(reading, counts)),
    dead: (ill && ill.value >= manyLeast) || isOfFood(reading) ? uncountedDead(reading) : 0,
    several: asked,
    many: [
      ...asked.filter(({ value }) => value >= manyLeast),
      ...counts.filter(({ of }) => of === 'communities'),
    ],
    waits: longWaits(reading, counts),
    injured: Math.max(injured?.value ?? 0, largest(of('serious', 'light'))?.value ?? 0),
  }
}

/** Symptoms that brought nobody to a doctor. */
const mild =
  /^(?!.*(?:中毒|医|院|诊|昏|晕倒|病|染|检出|阳性)).*(?:咳|头[晕疼痛]|恶心|流泪|流眼泪|喉|嗓|睡不|难受|发痒|刺痛)/
const overHundred = /(?:100|百)(?:余|多|几十|好几)/

/** Who is concerned lives now, although the matter began years ago or was in the news elsewhere. */
const unreal: ReadonlySet<string> = new Set([
  '演练',
  '影视文学',
  '辟谣',
  '法规条款',
  '统计数字',
  '假设',
  '疑问',
  '往事',
])

const isAsked = ({ of }: Count) => of === 'people' || of === 'households' || of === 'vehicles'

const quantity = (name: QuantityName, value: Quantity | null) =>
  value && value.value > 0 ? { [name]: value } : {}

/** 头七…45位乡亲没能回来: whom one mourns is dead. */
const neverBack = /没能?(?:再)?回来|没有回来|回不来/
function mourned(told: readonly Told[], reading: Reading): Told[] {
  if (!told.some(({ fates }) => fates.includes('missing'))) return []
  if (!/头七|默哀|缅怀|悼念|追思|哀悼/.test(reading.text)) return []
  return told.flatMap((one) =>
    one.fates.includes('missing') &&
    one.spans.some(({ start, end }) => neverBack.test(reading.text.slice(start, end)))
      ? [{ ...one, fates: ['dead'] }]
      : [],
  )
}

/** Missing and trapped count half as dead (docs/rules.md §2). */
function withMissing(dead: Quantity | null, missing: Quantity | null): Quantity | null {
  if (!missing) return dead
  return {
    value: (dead?.value ?? 0) + missing.value / 2,
    figures: [...(dead?.figures ?? []), ...missing.figures],
    note: `失联或被困 ${missing.value} 人按半数折算`,
  }
}

/** What people fell ill of was eaten or drunk. */
const isOfFood = (reading: Reading): boolean => reading.of('severity', 'poisonedBy').length > 0

/** Deaths told in so many words, not denied, weak or discounted, whoever it was. */
const uncountedDead = (reading: Reading): number =>
  findFates(reading).filter(
    (fate) =>
      fate.name === 'dead' &&
      !fate.isWeak &&
      !discounted(reading, fate) &&
      // 三名死者 are a figure.
      !/[名个位人例]/.test(reading.text.charAt(fate.start - 1)),
  ).length

/** 公安部门投入警力1200人 keeps order at a fair, too. */
const police = /警|公安|派出所|城管|政府/

/** Spectators, shoppers, those who sit in jams and old people at sales talks gather in peace: no 群体性事件 unless the sentence says so. */
function isFestive(reading: Reading, { at }: Told): boolean {
  const { start, end } = reading.sentence(at)
  const within = (group: string) =>
    reading.of('severity', group).some((hit) => hit.start >= start && hit.end <= end)
  if (within('collectiveStrong')) return false
  const protests = reading
    .of('severity', 'protest')
    .some((hit) => hit.start >= start && hit.end <= end && !police.test(hit.word))
  // 城区群众纷纷下楼，广场上一时聚了好几千人: out of fear.
  if (!protests && /下楼|避震|震感/.test(reading.text.slice(start, end))) return true
  if (within('commute') || /滞留[^，。；]{0,16}$/.test(reading.text.slice(start, at))) return true
  if (protests) return false
  return reading.of('severity', 'peddling').length > 0 || (within('festive') && !within('blocking'))
}
