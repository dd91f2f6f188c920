import { helpers } from './bystanders.js'
import { clausesOf } from './clauses.js'
import { type Count, findCounts } from './counts.js'
import type { FateName } from './fate-names.js'
import { type Fate, findFates } from './fates.js'
import { fatesOf } from './fates-of.js'
import { joinGroups } from './join-groups.js'
import type { Reading } from './reading.js'

/** People counted, and what happened to them. */
export interface Told {
  readonly value: number
  readonly fates: readonly FateName[]
  /** The count, and the words of the fate where they stand apart from it. */
  readonly spans: readonly { start: number; end: number }[]
  /** Where the figure stands in the text, and where its number ends. */
  readonly at: number
  readonly numberEnd: number
  readonly ordinal: boolean
  /** Already without those found and saved. */
  readonly isRest?: true
}

const harm: ReadonlySet<FateName> = new Set(['dead', 'missing', 'serious', 'injured', 'ill'])

/** 十四条人命 needs no other word. */
const deadByCounter = ({ value, start, end, numberEnd }: Count): Told => ({
  value,
  fates: ['dead'],
  spans: [{ start, end }],
  at: start,
  numberEnd,
  ordinal: false,
})

/** Every count of people of the text with the fates its clause, or the clause beside it, tells of them. */
export function tellFates(reading: Reading, counts: readonly Count[] = findCounts(reading.text)): Told[] {
  const people = counts.filter(({ of }) => of !== 'other' && of !== 'vehicles' && of !== 'communities')
  if (people.length === 0) return []
  const all = findFates(reading)
  const isHarm = all.some(({ name, isWeak }) => !isWeak && harm.has(name))
  const isDisaster =
    reading.of('severity', 'plea').length > 0 ||
    ['accident', 'disaster', 'environment', 'earthquake', 'health', 'security'].some(
      (kind) => reading.of('trigger', kind).length > 0,
    )
  const isProtest = reading.of('severity', 'protest').length > 0
  const isTold = ({ name, isWeak }: Fate) =>
    !isWeak || (name === 'gathered' ? isProtest : isHarm || isDisaster)
  const fates = all.filter(isTold)
  if (fates.length === 0) return people.filter(({ dead }) => dead).map(deadByCounter)
  const clauses = clausesOf(reading, people, fates).map((clause, index, all) =>
    clause.counts.length > 1
      ? { ...clause, counts: joinGroups(clause, all[index + 1], reading.text) }
      : clause,
  )
  return clauses.flatMap((clause, index) =>
    clause.counts.flatMap((count, at) => {
      const fates = count.dead ? [] : fatesOf(reading, clauses, index, at)
      if (!count.dead && fates.length === 0) return []
      const names: FateName[] = count.dead ? ['dead'] : gravestOf(fates.map(({ name }) => name))
      const told = fates.filter(({ name }) => names.includes(name))
      return [
        {
          value: count.value + pairBefore(reading.text, count.start, names),
          fates: alsoMoved(names, told, reading.text).filter((name) => !isHelper(reading, count, name)),
          spans: together([count, ...told]),
          at: count.start,
          numberEnd: count.numberEnd,
          ordinal: reading.text.charAt(count.start - 1) === '第',
        },
      ]
    }),
  )
}

/** 店主夫妇及2名客人中弹身亡: two more, named without a number. */
const pair =
  /(?:夫妇|夫妻|父子|母子|母女|父女|祖孙|兄弟|姐妹|姐弟|兄妹|婆媳)(?:二人|两人|俩)?(?:及|和|与|以及|连同)(?:另外)?$/
/** 老人和两个孩子当场死亡 */
const single =
  /(?:^|[，。；])(?:老人|司机|妻子|丈夫|母亲|父亲|奶奶|爷爷|驾驶员|女主人|男主人|户主|房东|船长|机长|老板|老板娘)(?:和|及|与|、|连同)$/
const pairBefore = (text: string, at: number, names: readonly FateName[]): number =>
  !names.some((name) => harm.has(name))
    ? 0
    : pair.test(text.slice(Math.max(0, at - 10), at))
      ? 2
      : single.test(text.slice(Math.max(0, at - 10), at))
        ? 1
        : 0

/** 5.3万人在洪峰到来前全部安全转移: saved by being moved. */
const alsoMoved = (names: readonly FateName[], told: readonly Fate[], text: string): readonly FateName[] =>
  names[0] === 'safe' && told.some(({ start, end }) => /转移|撤|疏散/.test(text.slice(start, end)))
    ? ['safe', 'evacuated']
    : names

/** 集结官兵300名 */
const helpersBefore = /(?:官兵|民兵|警力|队员|战士|干部|民警|武警)$/
const isHelper = ({ text }: Reading, { start, numberEnd }: Count, name: FateName) =>
  (name === 'evacuated' || name === 'gathered' || name === 'hospital') &&
  (helpers.test(text.slice(numberEnd, numberEnd + 12)) ||
    helpersBefore.test(text.slice(Math.max(0, start - 4), start)))

/** Dead, missing or saved is all that matters of those; of the rest each is kept. */
function gravestOf(names: readonly FateName[]): FateName[] {
  for (const name of ['dead', 'safe', 'missing'] as const) if (names.includes(name)) return [name]
  if (names.includes('serious')) return names.includes('ill') ? ['serious', 'ill'] : ['serious']
  if (names.includes('light')) return ['light']
  return [...new Set(names)]
}

/** One span where the words stand close together, else each its own. */
function together(spans: readonly { start: number; end: number }[]): { start: number; end: number }[] {
  const start = Math.min(...spans.map((span) => span.start))
  const end = Math.max(...spans.map((span) => span.end))
  return end - start <= 40
    ? [{ start, end }]
    : spans.slice(0, 2).map((span) => ({ start: span.start, end: span.end }))
}
