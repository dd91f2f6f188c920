import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { isAskedToAct, receiving } from './detect-accusation.js'
import type { Hit, Reading } from './reading.js'

/** The group of towns: their people are those of the town that is named. */
const towns = '街道乡镇'

/**
 * Of whom an accusation speaks, when no rule saw it done by anyone: bodies that are named, themselves or by
 * a station of theirs (财政所), and not only asked to act; else the town that is named with its people (镇里, 村支书); else the body that answers for the people told of (校长 →
 * 教育局). Codes of the directory; empty when it tells nobody (局长, 你们局): the officer says who it is.
 */
export function findAccused(reading: Reading, units: readonly ResponsibleUnit[]): string[] {
  const isMeant = (unit: ResponsibleUnit, hits: readonly Hit[]): boolean =>
    unit.group !== receiving && hits.some((hit) => !isOnlyAsked(reading, hit))
  const named = [
    ...new Set(['unit', 'station'].flatMap((role) => unitsOf(reading.role(role), units, isMeant))),
  ]
  if (named.length > 0) return named
  const told = [...reading.role('accusedOf')].filter(([, hits]) =>
    hits.some((hit) => !isOnlyAsked(reading, hit)),
  )
  const groups = told.map(([group]) => group)
  const places = groups.includes(towns)
    ? unitsOf(reading.role('place'), units, ({ kind }) => kind === 'place')
    : []
  if (places.length > 0) return places
  return groups.flatMap((group) =>
    group === towns ? [] : (units.find((unit) => unit.group === group && unit.kind !== 'place')?.code ?? []),
  )
}

const unitsOf = (
  hitsOf: ReadonlyMap<string, readonly Hit[]>,
  units: readonly ResponsibleUnit[],
  isMeant: (unit: ResponsibleUnit, hits: readonly Hit[]) => boolean,
): string[] =>
  [...hitsOf].flatMap(([index, hits]) => {
    const unit = units[Number(index)]
    return unit && isMeant(unit, hits) ? [unit.code] : []
  })

/** 请查一查 asks a body to act; 请问财政所，你们… in an accusation is put to whom it accuses. */
const isOnlyAsked = (reading: Reading, hit: Hit): boolean =>
  isAskedToAct(reading, hit) &&
  !/请问[^，]{0,3}$/.test(reading.text.slice(Math.max(0, hit.start - 6), hit.start))
