import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Hit, Reading } from './reading.js'

/** A cue this near a unit's name makes the unit the accused; found on letters, and wide because recall comes first. */
const near = 40
/** A deed is done by who stands just before it: 城管打人, not 打人后报城管. */
const doing = 14

/**
 * Codes of units the text accuses. Recall first: one wrongly hidden from a unit is shown to the officer, one wrongly
 * shown breaks the law (信访工作条例 第三十条).
 */
export function detectAccusation(reading: Reading, units: readonly ResponsibleUnit[]): string[] {
  const cues = reading.hits('accusation:')
  const deeds = reading.hits('accusation:weak')
  if (cues.length + deeds.length === 0) return []
  const isAccused = (unit: Hit) =>
    !isOnlyAsked(reading, unit) &&
    (cues.some((cue) => distance(unit, cue) <= near) ||
      deeds.some((deed) => deed.start >= unit.end && deed.start - unit.end <= doing))
  const accused: string[] = []
  for (const [index, hits] of reading.role('unit')) {
    const unit = units[Number(index)]
    if (unit && hits.some(isAccused)) accused.push(unit.code)
  }
  for (const [index, hits] of reading.role('place')) {
    const unit = units[Number(index)]
    if (
      unit?.kind === 'place' &&
      !accused.includes(unit.code) &&
      accusesOfficials(reading, hits, [...cues, ...deeds])
    )
      accused.push(unit.code)
  }
  return accused
}

const distance = (a: Hit, b: Hit): number => Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))

/** 请纪委查处: who is asked to look into it is not accused. */
const isOnlyAsked = ({ text }: Reading, hit: Hit): boolean =>
  /(?:请|希望|恳请|望|请求|要求|建议|向)[^，。；！？不]{0,6}$/.test(
    text.slice(Math.max(0, hit.start - 8), hit.start),
  ) &&
  !/^[^。！？]{0,12}(?:不作为|乱|贪|包庇|推诿|敷衍|失职|渎职|态度)/.test(text.slice(hit.end, hit.end + 20))

/** 某镇书记…贪污: the town is accused when its people are, near a cue. */
const accusesOfficials = (reading: Reading, places: readonly Hit[], cues: readonly Hit[]): boolean =>
  reading
    .hits('accusable:')
    .some(
      (official) =>
        cues.some((cue) => distance(official, cue) <= near) &&
        places.some((place) => distance(official, place) <= near),
    )
