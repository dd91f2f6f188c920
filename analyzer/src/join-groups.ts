import type { Clause } from './clauses.js'
import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'

/** 名教师和, 名司机、, 男: what stands between the figures of two groups told in one breath. */
const between = /^(?:[男女]|(?:余|多)?[名个位]?[^，。；、：\d的]{1,10}(?:和|以及|及|与|跟|、|还有))$/
/** 成年女性21名、成年男性9名: named before their figures, after 遇难的有. */
const namedBefore = /^[名位个人]?、[^，。；、：\d]{1,6}$/
const listOpens = /^(?:者|的)?(?:名单)?(?:中有|有|为|是|包括|分别是|分别为|[:：])?[^，。；、：\d]{0,6}$/
/** 28名乘客和2名司机中11人死亡: of whom, and not all of them. */
const amongThem = /中|里|其|包括/
/** A longer way from the last group to the fate tells of somebody else. */
const farthest = 16

const dayByDay = /\d{1,2}日、?[^，。；]{0,6}\d{1,2}日[^，。；]{0,20}分别/

const all = /全|都|均|皆|悉数|无一|无人|先后|相继|双双/

const harm: ReadonlySet<FateName> = new Set(['dead', 'missing', 'serious', 'injured', 'ill'])

/** 打死9名学生、3名教师: the harm stands right before the first. */
const rightBefore = 4
/** 4名队员、6名司机，在冰河中无一生还: the next clause tells it of all of them. */
const farthestBeside = 10

/**
 * The counts of a clause, those of groups to which one harm was done together as one: 4名教师和8名幼儿遇害 is twelve,
 * 3男8女死亡 eleven.
 */
export function joinGroups(clause: Clause, next: Clause | undefined, text: string): Count[] {
  const joined: Count[] = []
  const { counts } = clause
  // 5日、7日和8日公布的死亡数分别为4人、13人及19人: one figure growing.
  if (dayByDay.test(text.slice(clause.start, clause.end))) return [...counts]
  for (const [index, count] of [...counts.entries()].reverse()) {
    const [later, last] = joined
    const first = firstOfChain(counts, index, clause, text)
    if (
      later &&
      isBeside(count, later, clause, text) &&
      (isHarmed(later, last, clause, text) ||
        (last === undefined &&
          (isStruck(first, later, clause, text) || isListed(first, later, clause, text))) ||
        (last === undefined && isToldNext(later, clause, next, text)))
    )
      joined[0] = { ...later, start: count.start, value: count.value + later.value }
    else joined.unshift(count)
  }
  return joined
}

/** The first of the groups told in one breath that ends with the count at `index`. */
function firstOfChain(counts: readonly Count[], index: number, clause: Clause, text: string): Count {
  let first = index
  while (first > 0 && isBeside(counts[first - 1] as Count, counts[first] as Count, clause, text)) first -= 1
  return counts[first] as Count
}

const isStruck = (first: Count, last: Count, { fates }: Clause, text: string): boolean =>
  !fates.some(({ start }) => start >= first.numberEnd) &&
  fates.some(
    ({ name, start, end }) =>
      name === 'dead' && end <= first.start && first.start - end <= rightBefore && start < first.start,
  ) &&
  (/^[名位个]/.test(text.slice(last.numberEnd, last.end + 1)) ||
    text.slice(Math.max(0, first.start - 8), first.start).includes('分别'))

/** 遇难的有女工21名、男工9名: dead, and each group named before its figure. */
const isListed = (first: Count, last: Count, { fates }: Clause, text: string): boolean =>
  !fates.some(({ start }) => start >= first.start) &&
  fates.some(
    ({ name, isWeak, end }) =>
      name === 'dead' && !isWeak && end <= first.start && listOpens.test(text.slice(end, first.start)),
  ) &&
  /^[名位个人]/.test(text.slice(last.numberEnd, last.end + 1))

const isToldNext = (last: Count, clause: Clause, next: Clause | undefined, text: string): boolean => {
  const fate = next?.fates[0]
  return (
    next !== undefined &&
    fate !== undefined &&
    harm.has(fate.name) &&
    clause.end - last.end <= farthestBeside &&
    !clause.fates.some(({ start }) => start >= last.numberEnd) &&
    next.sentence === clause.sentence &&
    !next.counts.some(({ start }) => start < fate.start) &&
    fate.start - next.start <= farthestBeside &&
    all.test(text.slice(next.start, fate.end))
  )
}

const isBeside = (a: Count, b: Count, { fates }: Clause, text: string): boolean =>
  a.of === 'people' &&
  b.of === 'people' &&
  !a.dead &&
  !b.dead &&
  (between.test(text.slice(a.numberEnd, b.start)) || namedBefore.test(text.slice(a.numberEnd, b.start))) &&
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
