import { isMourner } from './bystanders.js'
import { type Count, isEstimate } from './counts.js'
import type { FateName } from './fate-names.js'
import { isOverYears } from './fates.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** A crowd worth a scene: fewer are not counted without being told what they did. */
const crowdLeast = 100
const deadLeast = 3
/** As many as the least threshold of an evacuation (5000, docs/rules.md §2). */
const flightLeast = 5_000
/** So much beside the figure and its clause tells of something else. */
const otherWords = 8

/** Who was on board, and not who died. */
const aboard =
  /(?:全校|[车船机]上|载着?|搭乘|乘坐|里面有|住着?|一行|参加|全班|共有乘客|影响|发展|注册|(?:有|共有)[学师员职观]|接待|涌入|会员|用户|涉及|受害|周边|沿线|人口|居住)[^，。]{0,6}$/
/** 应急局说十一万, 镇上报了八千: a figure somebody gives. */
const said = /(?:说|称|通报|上报|公布|报了?|统计)(?:是|有|的是)?$/
const named = /^个?(?:名字|人名)|^(?:口子|条)/

/**
 * Figures that stand alone in a scene told around them: 殡仪馆今天加了班。…17口子，最大的九十七. Where people mourn after an
 * accident and no dead are counted, the greatest such figure is the dead; where thousands flee, those moved; where a crowd protests, it is the crowd.
 */
export function tellScene(reading: Reading, counts: readonly Count[], told: readonly Told[]): Told[] {
  const scene = sceneOf(reading, told)
  if (!scene) return []
  const { fate, group, least } = scene
  let most: Count | null = null
  for (const count of counts)
    if (
      count.value >= Math.max(least, most?.value ?? 0) &&
      (isCoffins(reading, count, fate) ||
        ((count.of === 'people' || fate === 'gathered') && standsAlone(reading, count))) &&
      !told.some(({ at }) => at === count.start)
    )
      most = count
  if (!most) return []
  const { value, start, end, numberEnd } = most
  const spans = [{ start, end }, ...reading.of('severity', group).slice(0, 1)]
  return [{ value, fates: [fate], spans, at: start, numberEnd, ordinal: false }]
}

/** 棺材要了三十三副: as many dead as coffins. */
function isCoffins({ text, sentence }: Reading, { start, end, numberEnd }: Count, fate: FateName): boolean {
  if (fate !== 'dead' || !/^(?:副|口|具|个|只|张|幅|块|辆)/.test(text.slice(numberEnd, numberEnd + 1)))
    return false
  return /棺|灵车|灵柩|骨灰盒|尸袋|灵位|遗像|灵牌|墓穴/.test(text.slice(sentence(start).start, end + 8))
}

interface Scene {
  readonly fate: FateName
  /** The words that make the scene. */
  readonly group: string
  readonly least: number
}

/** The scene told around the figures, when nothing says in so many words what became of them. */
function sceneOf(reading: Reading, told: readonly Told[]): Scene | null {
  const words = reading.role('severity')
  const has = (fate: FateName) => told.some(({ fates }) => fates.includes(fate))
  const isHarmed = isHarmful(reading)
  if (isHarmed && words.has('mourning') && !has('dead') && !has('missing'))
    return { fate: 'dead', group: 'mourning', least: deadLeast }
  if (isHarmed && words.has('flight') && !words.has('festive') && !has('evacuated'))
    return { fate: 'evacuated', group: 'flight', least: flightLeast }
  if (words.has('march') && words.has('protest') && !has('gathered') && isMarch(reading))
    return { fate: 'gathered', group: 'march', least: crowdLeast }
  return null
}

/** A word of the text names an event that may have hurt people. */
export function isHarmful(reading: Reading): boolean {
  const kinds = reading.role('trigger')
  return harmful.some((kind) => kinds.has(kind))
}

const harmful = ['accident', 'disaster', 'environment', 'security', 'earthquake'] as const

/** People crowd somewhere, and protest: two different words of each kind or of protest. */
function isMarch(reading: Reading): boolean {
  const words = (group: string) =>
    new Set(
      reading
        .of('severity', group)
        .filter(({ start }) => !isOverYears(reading.text, start))
        .map(({ word }) => word),
    ).size
  return (
    words('march') > 0 &&
    words('protest') > 0 &&
    words('march') + words('protest') > 2 &&
    words('festive') === 0
  )
}

/** A clause that holds the figure and hardly more, or an estimate. */
function standsAlone({ text }: Reading, count: Count): boolean {
  const isTold = said.test(text.slice(Math.max(0, count.start - 6), count.start))
  if (count.of !== 'people' && !(count.of === 'bare' && (isTold || isEstimate(text, count)))) return false
  if (isMourner(text, count)) return false
  if (isTold) return true
  if (/居民|人口|住户|会员|用户/.test(text.slice(count.numberEnd, count.numberEnd + 5))) return false
  if (aboard.test(text.slice(Math.max(0, count.start - 10), count.start))) return false
  if (named.test(text.slice(count.numberEnd, count.numberEnd + 4)) || isEstimate(text, count)) return true
  const left = Math.max(
    ...['，', '。', '；', '\n', '：', '！', '？'].map((mark) => text.lastIndexOf(mark, count.start)),
  )
  const right = text.slice(count.end).search(/[，。；\n！？]|$/)
  return count.start - left - 1 + right <= otherWords
}
