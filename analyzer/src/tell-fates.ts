import { helpers, mourners, present, sufferers, theirMoney } from './bystanders.js'
import { type Count, findCounts } from './counts.js'
import type { FateName } from './fate-names.js'
import { type Fate, findFates } from './fates.js'
import { markedCodes } from './marked-codes.js'
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
}

interface Clause {
  readonly start: number
  readonly end: number
  /** Number of the sentence. */
  readonly sentence: number
  readonly counts: Count[]
  readonly fates: Fate[]
}

const harm: ReadonlySet<FateName> = new Set(['dead', 'missing', 'serious', 'injured', 'ill'])

/** So far a clause looks back for what its bare figure counts. */
const clausesBack = 3
/** 由28人上升为33人: the later figure counts what the earlier did. */
const risen = /^[^，。；]{0,8}(?:升|增|更新|修正|变|调整|到|至)[^，。；]{0,4}$/
/** A longer way between figure and fate tells of somebody else. */
const farthest = 34

/** Who all share the fate that the next clause tells: 四口人，全没了; 张贴的名单三十人，均已遇难. */
const collective =
  /^[其他她们这些人大家目前现在至今当场不幸已经仍还尚全部都均为皆悉数无一个也没先后双陆续相继被又最终抢救送医到院确认统齐起直接多就的是有了从]*$/
/** What stands between a fate and a bare figure: 死亡人数升至34. */
const link =
  /^(?:人数|总数|者|人员|病例|总人数)?(?:已|为|是|达|至|到|升|增|加|上|共|累计|更新|变成|变|了|有|的|约|近|超|过|逾|群众|人口|居民|民众|市民|村民|人员|[:：]){0,6}$/
/** All of them, said outright. */
const shared =
  /^[^，。]{0,10}(?:个个|人人|全部|全都|全|都|均|皆|悉数|无一|一个都|一个也|一个没|没一个|先后|双双)[^，。]{0,4}$|^(?!其中)[^，。]{0,10}一个$/
/** 等挖出来已经没了脉搏: nobody else is named. */
const found =
  /^[^，。人名员机母父夫妻孩子]{0,6}(?:挖|扒|刨|找|捞|送|抬|救)[^，。人名员机母父夫妻孩子]{0,6}(?:已经?|就|才)$/
/** A clause that only counts: 街道报上来大概6000人, 一共是146个. */
const onlyCounts =
  /(?:一共|总共|共计|合计|总计|共|登记|报上来|统计|数了|数过|数|算下来|怎么算|少说|大概|约|足足|名单|官方|最多时|高峰时|估计|据说|说是|听说|目测|加起来|拢共|前后|先后|里头|其中|至少|不下|超过)[^，。]{0,8}$/
const bareLength = 4
/** 数了数有一千三百来号: the crowd told before was counted. */
const headCount = /数了数|数过|清点|数下来|点了点/
/** 消防员牺牲4人，职工遇难7人，合计11人: the sum counts what its parts did. */
const summing = /^(?:共|合计|总计|共计|总共|一共|加起来|实为|应为|更正为|核实为|更新为)[^，。]{0,4}$/
/** 登记簿上写着一万二千零几个名字 */
const listed = /登记|名册|簿/
/** What may stand behind the figure of such a clause. */
const bareTail = /^(?:左右|上下|以上|往上|出头|不止|之多|啊|呢|的|了|、)*$/
/** What a fate told of things and beasts would otherwise kill: 三百多商户的货全没了. */
const ofTheirs = /的(?!全|都|也|均|人|当场|，|[^，。]{0,3}(?:人|工|员|者|娃|孩))/

/** More dead than this no text tells by 走了 or 没了 alone. */
const mostUnsaid = 500

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
  const isDisaster = ['accident', 'disaster', 'environment', 'earthquake', 'health', 'security'].some(
    (kind) => reading.of('trigger', kind).length > 0,
  )
  const isProtest = reading.of('severity', 'protest').length > 0
  const isTold = ({ name, isWeak }: Fate) =>
    !isWeak || (name === 'gathered' ? isProtest : isHarm || isDisaster)
  const fates = all.filter(isTold)
  if (fates.length === 0) return people.filter(({ dead }) => dead).map(deadByCounter)
  const clauses = clausesOf(reading, people, fates)
  return clauses.flatMap((clause, index) =>
    clause.counts.flatMap((count, at) => {
      const fates = count.dead ? [] : fatesOf(reading, clauses, index, at)
      if (!count.dead && fates.length === 0) return []
      const names: FateName[] = count.dead ? ['dead'] : gravestOf(fates.map(({ name }) => name))
      const told = fates.filter(({ name }) => names.includes(name))
      return [
        {
          value: count.value,
          fates: names.filter((name) => !isHelper(reading, count, name)),
          spans: together([count, ...told]),
          at: count.start,
          numberEnd: count.numberEnd,
          ordinal: reading.text.charAt(count.start - 1) === '第',
        },
      ]
    }),
  )
}

const isHelper = ({ text }: Reading, { numberEnd }: Count, name: FateName) =>
  (name === 'evacuated' || name === 'gathered' || name === 'hospital') &&
  helpers.test(text.slice(numberEnd, numberEnd + 12))

function clausesOf({ text }: Reading, counts: readonly Count[], fates: readonly Fate[]): Clause[] {
  const clauses: Clause[] = []
  let sentence = 0
  let start = 0
  let nextCount = 0
  let nextFate = 0
  for (let end = 0; end <= text.length; end += 1) {
    const code = end < text.length ? text.charCodeAt(end) : fullStop
    if (endsClause[code] === 0) continue
    // 13,000 and 8:50 end no clause.
    if ((code === comma || code === colon) && isDigit(text.charCodeAt(end + 1))) continue
    if (end > start) {
      const clause: Clause = { start, end, sentence, counts: [], fates: [] }
      for (let count = counts[nextCount]; count && count.start < end; count = counts[++nextCount])
        clause.counts.push(count)
      for (let fate = fates[nextFate]; fate && fate.start < end; fate = fates[++nextFate])
        clause.fates.push(fate)
      clauses.push(clause)
    }
    start = end + 1
    if (endsSentence[code] === 1) sentence += 1
  }
  return clauses
}

/** A crowd and what it does stand close; 将去上访 has not happened. */
const atGathering = 16
const planned = /将|准备|打算|扬言|计划|拟|明天|下周|下个月|欲|想去|要去/

const endsClause = markedCodes('，,；;。！？!?\n：:—（）()')
const endsSentence = markedCodes('。！？!?\n；;')
const [fullStop, comma, colon] = ['。'.charCodeAt(0), ','.charCodeAt(0), ':'.charCodeAt(0)]
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** 群众申报失踪39名: reported, and not confirmed. */
const unconfirmed = /(?:申报|谎称|传言|疑有)[^，。；]{0,12}$/

/** 一个挨着一个: no count of victims unless the fate follows at once. */
const isNoise = ({ value, end }: Count, { text }: Reading): boolean =>
  value === 1 && text.slice(end - 1, end) === '个'

/** The fates told of one count. */
function fatesOf(reading: Reading, clauses: readonly Clause[], index: number, at: number): Fate[] {
  const clause = clauses[index] as Clause
  const count = clause.counts[at] as Count
  const { text } = reading
  if (unconfirmed.test(text.slice(clause.start, count.start))) return []
  const next = clause.counts.slice(at + 1).find((other) => !isNoise(other, reading))
  const previous = clause.counts.slice(0, at).findLast((other) => !isNoise(other, reading))
  const after = clause.fates.filter(
    ({ start }) => start >= count.numberEnd && start - count.end <= farthest && (!next || start < next.start),
  )
  const before = clause.fates.filter(
    ({ start, end, name }) =>
      !(name === 'dead' && mourners.test(text.slice(count.end, count.end + 4))) &&
      end <= count.start &&
      count.start - end <= farthest &&
      (!previous || start >= previous.numberEnd),
  )
  const first = Math.min(...clause.fates.map(({ start }) => start))
  const counted = clause.counts.filter((other) => !isNoise(other, reading))
  if (theirMoney.test(text.slice(count.end, count.end + 12))) return []
  // 死亡2人受伤31人: the fate leads when it opens the clause and a figure ends it.
  const leads =
    before.length > 0 &&
    first < (counted[0]?.start ?? 0) &&
    counted.length > 1 &&
    (counted.at(-1)?.end ?? 0) > Math.max(...clause.fates.map(({ end }) => end)) - 1
  if (leads) return before
  const own = after.filter((fate) => {
    const between = text.slice(count.end, fate.start)
    if (fate.name === 'dead' && fate.isWeak) return count.value < mostUnsaid && !ofTheirs.test(between)
    return fate.name !== 'gathered' || (between.length <= atGathering && !planned.test(between))
  })
  if (count.of === 'households') return [...before, ...own].filter(({ name }) => name === 'evacuated')
  if (own.length > 0 && count.of !== 'bare') return own.concat(ended(reading, clauses, index, at))
  if (count.of === 'bare') {
    const close = before.filter(({ end }) => link.test(text.slice(end, count.start)))
    if (close.length === 0 && previous && risen.test(text.slice(previous.end, count.start)))
      return fatesOf(reading, clauses, index, clause.counts.indexOf(previous))
    return close.length > 0 ? close : everyOne(reading, clauses, index)
  }
  if (before.length > 0 && count.of === 'people') return before
  // 1.9万户5.6万人: what is told of the one is told of the other.
  if (previous && (count.start - previous.end <= 2 || risen.test(text.slice(previous.end, count.start))))
    return fatesOf(reading, clauses, index, clause.counts.indexOf(previous))
  return isNoise(count, reading) ? [] : beside(reading, clauses, index, count)
}

/** 收进来一百好几，个个都挂彩 */
function everyOne({ text }: Reading, clauses: readonly Clause[], index: number): Fate[] {
  const [clause, following] = clauses.slice(index, index + 2)
  const fate = following?.fates[0]
  return clause &&
    following &&
    fate &&
    following.sentence === clause.sentence &&
    /^(?:个个|人人)[^，。]{0,3}$/.test(text.slice(following.start, fate.start))
    ? [fate]
    : []
}

/** 四个工人被埋，扒出来的时候都硬了: what at last became of all of them. */
function ended(reading: Reading, clauses: readonly Clause[], index: number, at: number): Fate[] {
  const clause = clauses[index] as Clause
  if (at < clause.counts.length - 1) return []
  for (const following of clauses.slice(index + 1, index + 5)) {
    if (following.sentence > clause.sentence || following.counts.some((own) => !isNoise(own, reading)))
      return []
    const last = following.fates.find(({ name }) => name === 'dead' || name === 'safe')
    const subject = last && reading.text.slice(following.start, last.start)
    if (last && subject !== undefined && (shared.test(subject) || found.test(subject))) return [last]
  }
  return []
}

/** 一千八百多人，台阶上、草坪上全坐满了: where the crowd is stands before what it does. */
const isCrowd = (text: string, { start }: Clause, fate: Fate): boolean =>
  fate.isWeak && /上|里|前|外|全|都/.test(text.slice(start, fate.start)) && fate.start - start <= atGathering

/** The fate told in the clause that follows, of all of them, or before, where this clause only counts. */
function beside(reading: Reading, clauses: readonly Clause[], index: number, count: Count): Fate[] {
  const { text } = reading
  const clause = clauses[index] as Clause
  const ahead = text.slice(clause.start, count.start)
  const isPresent = present.test(ahead)
  for (const following of clauses.slice(index + 1, index + 3)) {
    if (following.sentence > clause.sentence + 1) break
    const fate = following.fates[0]
    const own = following.counts[0]
    if (!fate) {
      if (own && !isNoise(own, reading)) break
      continue
    }
    if (own && !isNoise(own, reading)) break
    if (
      !shared.test(text.slice(following.start, fate.start)) &&
      !collective.test(text.slice(following.start, fate.start)) &&
      !(fate.name === 'gathered' && isCrowd(text, following, fate))
    )
      break
    if (
      isPresent &&
      ((fate.isWeak && fate.name === 'gathered') || sufferers.test(text.slice(fate.start, fate.end)))
    )
      break
    if (count.of === 'loose' && fate.name !== 'ill' && fate.name !== 'dead') break
    return following.fates
  }
  if (count.of === 'loose') return []
  const tail = text.slice(count.end, clause.end)
  if (isPresent || !(bareTail.test(tail) || (tail === '名字' && listed.test(ahead)))) return []
  if (ahead.length > bareLength && !onlyCounts.test(ahead)) return []
  for (const earlier of clauses.slice(Math.max(0, index - clausesBack), index).reverse()) {
    if (earlier.sentence < clause.sentence - 1) break
    const last = earlier.fates.at(-1)
    const counted = earlier.counts.findLast((other) => !isNoise(other, reading))
    if (last && (!counted || counted.end <= last.start))
      return last.name === 'gathered' && last.isWeak && !headCount.test(ahead) ? [] : [last]
    if (last && summing.test(ahead)) return [last]
    if (counted) break
  }
  return []
}

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
