import type { Clause } from './clauses.js'
import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'

/** 名教师和, 名司机、, 男: what stands between the figures of two groups told in one breath. */
const between = /^(?:[男女]|(?:余|多)?[名个位]?[^，。；、：\d的]{1,10}(?:和|以及|及|与|跟|、|还有))$/
/** 28名乘客和2名司机中11人死亡: of whom, and not all of them. */
const amongThem = /中|里|其|包括/
/** A longer way from the last group to the fate tells of somebody else. */
const farthest = 16

const harm: ReadonlySet<FateName> = new Set(['dead', 'missing', 'serious', 'injured', 'ill'])

/**
 * The counts of a clause, those of groups to which one harm was done together as one: 4名教师和8名幼儿遇害 is twelve,
 * 3男8女死亡 eleven.
 */
export function joinGroups(clause: Clause, text: string): Count[] {
  const joined: Count[] = []
  for (const count of [...clause.counts].reverse()) {
    const [next, afterNext] = joined
    if (next && isBeside(count, next, clause, text) && isHarmed(next, afterNext, clause, text))
      joined[0] = { ...next, start: count.start, value: count.value + next.value }
    else joined.unshift(count)
  }
  return joined
}

const isBeside = (a: Count, b: Count, { fates }: Clause, text: string): boolean =>
  a.of === 'people' &&
  b.of === 'people' &&
  !a.dead &&
  !b.dead &&
  between.test(text.slice(a.numberEnd, b.start)) &&
  !fates.some(({ start }) => start >= a.numberEnd && start < b.start)

/** Whether what follows the count, before another one, is a harm done to it. */
function isHarmed(count: Count, next: Count | undefined, { fates }: Clause, text: string): boolean {
  const fate = fates.find(({ start }) => start >= count.numberEnd)
  return (
    fate !== undefined &&
    harm.has(fate.name) &&
    fate.start - count.end <= farthest &&
    (!next || fate.start < next.start) &&
    !amongThem.test(text.slice(count.end, fate.start))
  )
}
