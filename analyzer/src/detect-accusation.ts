import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Hit, Reading } from './reading.js'

/** A cue this near a unit's name makes the unit the accused; found on letters, and wide because recall comes first. */
const near = 40
/** A deed is done by who stands just before it: 城管打人, not 打人后报城管. */
const doing = 14
/** 举报县住建局某科室: the object follows at once. */
const object = 10
/** 住建局验收那个科室的负责人 is of that body. */
const ofBody = 14
/** Bodies that receive accusations are named in most of them. */
const receiving = '纪检信访'
const clauseEnd = /[，。；！？!?;\n]/

/**
 * Codes of units the text accuses of misconduct or crime. Recall first: one wrongly hidden from a unit is shown to the
 * officer, one wrongly shown breaks the law (信访工作条例 第三十条). A bad service is a complaint and not an accusation.
 */
export function detectAccusation(reading: Reading, units: readonly ResponsibleUnit[]): string[] {
  const crimes = reading.hits('accusation:')
  const verbs = reading.hits('accusation:verb')
  const deeds = reading.hits('accusation:weak')
  if (crimes.length + verbs.length + deeds.length === 0) return []
  const { text } = reading
  const isAccused = (unit: Hit, isReceiving: boolean): boolean => {
    if (isOnlyAsked(reading, unit)) return false
    if (deeds.some((deed) => isClose(text, unit, deed, doing))) return true
    if (isReceiving) return crimes.some((crime) => isClose(text, unit, crime, doing))
    return (
      crimes.some((crime) => distance(unit, crime) <= near) ||
      verbs.some(
        (verb) =>
          isClose(text, verb, unit, object) && !/[向到给至请由找]/.test(text.slice(verb.end, unit.start)),
      ) ||
      (crimes.length + verbs.length > 0 && hasOfficial(reading, unit))
    )
  }
  const accused: string[] = []
  for (const [index, hits] of reading.role('unit')) {
    const unit = units[Number(index)]
    if (unit && hits.some((hit) => isAccused(hit, unit.group === receiving))) accused.push(unit.code)
  }
  const cues = [...crimes, ...verbs, ...deeds]
  for (const [index, hits] of reading.role('place')) {
    const unit = units[Number(index)]
    if (unit?.kind === 'place' && !accused.includes(unit.code) && accusesOfficials(reading, hits, cues))
      accused.push(unit.code)
  }
  return accused
}

const distance = (a: Hit, b: Hit): number => Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))

/** `b` follows `a` within `reach` characters of the same clause. */
const isClose = (text: string, a: Hit, b: Hit, reach: number): boolean =>
  b.start >= a.end && b.start - a.end <= reach && !clauseEnd.test(text.slice(a.end, b.start))

/** One of the body's own people: 住建局…负责人. 尊敬的教育局领导 is who is spoken to. */
const hasOfficial = (reading: Reading, unit: Hit): boolean =>
  reading
    .hits('accusable:')
    .some(
      (official) =>
        isClose(reading.text, unit, official, ofBody) && !isGreeting(reading.text, unit, official),
    )

const isGreeting = (text: string, unit: Hit, official: Hit): boolean =>
  /尊敬的[^，。]{0,4}$/.test(text.slice(Math.max(0, unit.start - 8), unit.start)) ||
  /^(?:们)?[，：:！\s]?(?:您|你|好|请|：|:)/.test(text.slice(official.end, official.end + 4))

/** 请纪委查处, 材料寄给纪委: who is asked to look into it is not accused. */
const isOnlyAsked = ({ text }: Reading, hit: Hit): boolean =>
  /(?:请|希望|恳请|望|请求|要求|建议|向|给|寄到|寄往|交到|报到|反映到|联系|拨打)[^，。；！？不]{0,6}$/.test(
    text.slice(Math.max(0, hit.start - 8), hit.start),
  ) && !/^[^。！？]{0,12}(?:乱作为|贪|受贿|收受|包庇|失职|渎职|徇私)/.test(text.slice(hit.end, hit.end + 20))

/** 某镇书记…贪污: the town is accused when its people are, near a cue. */
const accusesOfficials = (reading: Reading, places: readonly Hit[], cues: readonly Hit[]): boolean =>
  reading
    .hits('accusable:')
    .some(
      (official) =>
        cues.some((cue) => distance(official, cue) <= near) &&
        places.some(
          (place) => distance(official, place) <= near && !isGreeting(reading.text, place, official),
        ),
    )
