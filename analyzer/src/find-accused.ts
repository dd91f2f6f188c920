import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { isAskedToAct, receiving } from './detect-accusation.js'
import type { Hit, Reading } from './reading.js'

/** The group of towns: their people are those of the town that is named. */
const towns = '街道乡镇'

/**
 * Of whom an accusation speaks, when no rule saw it done by anyone: bodies that are named and not only asked to act;
 * else the town that is named with its people (镇里, 村支书); else the body that answers for the people told of (校长 →
 * 教育局). Codes of the directory; empty when it tells nobody (局长, 你们局): the officer says who it is.
 */
export function findAccused(reading: Reading, units: readonly ResponsibleUnit[]): string[] {
  const named = unitsOf(
    reading.role('unit'),
    units,
    (unit, hits) => unit.group !== receiving && hits.some((hit) => !isAskedToAct(reading, hit)),
  )
  if (named.length > 0) return named
  const told = [...reading.role('accusedOf')].filter(([, hits]) =>
    hits.some((hit) => !isAskedToAct(reading, hit)),
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
