import { helpers, mourners, theirMoney } from './bystanders.js'
import { type Clause, isNoise } from './clauses.js'
import type { Count } from './counts.js'
import type { Fate } from './fates.js'
import { afterBrackets, beside, ended, everyOne, reckoned } from './fates-beside.js'
import type { Reading } from './reading.js'

/** 由28人上升为33人: the later figure counts what the earlier did. */
const risen = /^[^，。；]{0,8}(?:升|增|更新|修正|变|调整|到|至)[^，。；]{0,4}$/
const atOnce = 2
const harmed: ReadonlySet<string> = new Set(['dead', 'missing', 'serious', 'injured', 'ill'])
/** A longer way between figure and fate tells of somebody else. */
const farthest = 34

/** What stands between a fate and a bare figure: 死亡人数升至34. */
const link =
  /^(?:人数|总数|者|人员|病例|总人数)?(?:已|经|为|是|达|至|到|升|增|加|上|共|破|累计|更新|变成|变|了|有|的|约|近|超|过|逾|群众|人口|居民|民众|市民|村民|人员|[:：]){0,6}$/
/** What a fate told of things and beasts would otherwise kill: 三百多商户的货全没了. */
const ofTheirs = /的(?!全|都|也|均|人|当场|，|[^，。]{0,3}(?:人|工|员|者|娃|孩))/

/** More dead than this no text tells by 走了 or 没了 alone. */
const mostUnsaid = 500

/** 走了十九个老伙计，都是病逝: nobody died of it. */
const ofAge = /病逝|病故|老死|寿终|年迈|老去/
const isOfAge = ({ text, sentence }: Reading, { start }: Fate): boolean => {
  const own = sentence(start)
  return ofAge.test(text.slice(own.start, own.end))
}
/** 三名死者都是年前因其他疾病自然去世的老人 */
const ofNature = /(?:自然|其他疾病|年老)[^，。；]{0,6}(?:去世|死亡|离世|过世)/
/** 三十余人来到殡仪馆送别去世的老人: they live. */
const farewell = /送别|送行|吊唁|悼念|祭|送葬|追思|缅怀|认领|辨认|哀悼|讨说法/
/** A crowd and what it does stand close; 将去上访 has not happened. */
const atGathering = 16
const planned = /将|准备|打算|扬言|计划|拟|明天|下周|下个月|欲|想去|要去/

/** 群众申报失踪39名: reported, and not confirmed. */
const unconfirmed = /(?:申报|谎称|传言|疑有)[^，。；]{0,12}$/

/** 密切接触的一百五十一人已被隔离观察: nobody of them is ill. */
const contacts = /密切接触(?:者|的)?(?:共|有|约|为)?[^，。；\d]{0,3}$/
/** 数百人失踪的说法未获证实 */
const unproven = /(?:未|尚未|没有|没)(?:获|得到|经|能)?(?:证实|核实|确认)$/

/** 8人跳海逃生后失踪: who got away and came to harm after all. */
const lastOf = (own: readonly Fate[], text: string): Fate[] =>
  own.filter(
    ({ name, end }) =>
      name !== 'safe' ||
      !own.some(
        (later) =>
          later.start >= end &&
          (later.name === 'missing' || later.name === 'dead') &&
          /^(?:后|时|途中)[^，。；]{0,6}$/.test(text.slice(end, later.start)),
      ),
  )

/** The fates told of one count. */
export function fatesOf(reading: Reading, clauses: readonly Clause[], index: number, at: number): Fate[] {
  const clause = clauses[index] as Clause
  const count = clause.counts[at] as Count
  const { text } = reading
  if (unconfirmed.test(text.slice(clause.start, count.start))) return []
  if (contacts.test(text.slice(clause.start, count.start))) return []
  if (/[实认]/.test(text.charAt(clause.end - 1)) && unproven.test(text.slice(count.end, clause.end)))
    return []
  const next = clause.counts.slice(at + 1).find((other) => !isNoise(other, reading))
  const previous = clause.counts.slice(0, at).findLast((other) => !isNoise(other, reading))
  const after = clause.fates.filter(
    ({ start }) => start >= count.numberEnd && start - count.end <= farthest && (!next || start < next.start),
  )
  // 8人死亡、重伤52人: what follows the figure before at once is its own where another fate follows.
  const isOfPrevious = (start: number): boolean =>
    previous !== undefined &&
    start - previous.end <= atOnce &&
    clause.fates.some((other) => other.start > start && other.end <= count.start)
  const before = clause.fates.filter(
    ({ start, end, name, isWeak }) =>
      // 连夜走了3.2万多人
      !(name === 'dead' && isWeak && count.value >= mostUnsaid) &&
      !(name === 'dead' && isWeak && isOfAge(reading, { start, end, name, isWeak })) &&
      // 打死5名同事: who is struck is no mourner.
      !(name === 'dead' && end < count.start && mourners.test(text.slice(count.end, count.end + 4))) &&
      end <= count.start &&
      count.start - end <= farthest &&
      // 22人遇难省军区千余官兵驰援: who comes to help, unless the fate stands right before them (牺牲3名消防员).
      !(
        harmed.has(name) &&
        count.start - end > atOnce &&
        helpers.test(text.slice(count.numberEnd, count.numberEnd + 12))
      ) &&
      !isOfPrevious(start) &&
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
    (counted.at(-1)?.numberEnd ?? 0) > Math.max(...clause.fates.map(({ end }) => end)) - 1
  if (leads) return before
  const own = after.filter((fate) => {
    const between = text.slice(count.end, fate.start)
    // 500名教友把死者抬到医院门口
    if (fate.name === 'dead' && /(?:把|将|为|向|给|抬着|护送|悼念|送别)$/.test(between)) return false
    if (fate.name === 'dead' && ofNature.test(text.slice(fate.start, clause.end))) return false
    if (fate.name === 'dead' && (farewell.test(between) || (fate.isWeak && isOfAge(reading, fate))))
      return false
    if (fate.name === 'dead' && fate.isWeak) return count.value < mostUnsaid && !ofTheirs.test(between)
    // 全校一千多名学生上课…拉横幅
    if (fate.name === 'gathered' && /上课|就读|在校/.test(between)) return false
    return fate.name !== 'gathered' || (between.length <= atGathering && !planned.test(between))
  })
  if (count.of === 'households') return [...before, ...own].filter(({ name }) => name === 'evacuated')
  if (own.length === 0 && count.of === 'people' && next === undefined)
    own.push(...afterBrackets(reading, clauses, index, count))
  // 已救出53名被困人员
  const savedNow = before.find(({ name, end }) => name === 'safe' && count.start - end <= 1)
  if (savedNow && own.every(({ name }) => name === 'missing')) return [savedNow]
  // 轻伤者100人左右已包扎后离院: how they are stands before them.
  const subject = before.find(({ end }) => /^者?(?:有|共|约|近|另有)?$/.test(text.slice(end, count.start)))
  if (subject?.name === 'light' && own.every(({ name }) => name === 'injured' || name === 'hospital'))
    return [subject]
  // 报平安…一共撤了1.4万人: what stands right before the figure.
  const moved = before.find(({ name, end }) => name === 'evacuated' && count.start - end <= 1)
  if (moved && own.length === 0 && before.every(({ name }) => name === 'evacuated' || name === 'safe'))
    return [moved]
  // 聚集工人约1300人…无人受伤: what they do stands before them.
  if (own.length > 0 && own.every(({ name }) => name === 'safe') && before.at(-1)?.name === 'gathered')
    return before.filter(({ name }) => name === 'gathered')
  if (own.length > 0 && count.of !== 'bare')
    return lastOf(own, text).concat(ended(reading, clauses, index, at))
  if (count.of === 'bare') {
    const close = before.filter(({ end }) => link.test(text.slice(end, count.start)))
    if (close.length === 0 && previous && risen.test(text.slice(previous.end, count.start)))
      return fatesOf(reading, clauses, index, clause.counts.indexOf(previous))
    if (close.length === 0 && /^(?:达到|升到|升至|增至|增到)$/.test(text.slice(clause.start, count.start)))
      return beside(reading, clauses, index, count)
    return close.length > 0
      ? close
      : [...everyOne(reading, clauses, index), ...reckoned(reading, clauses, index)]
  }
  // 被困井底的另外6人，经救护队逐一确认，也已全部死亡
  if (before.length > 0 && count.of === 'people')
    return before.some(({ name }) => name === 'missing')
      ? before.concat(ended(reading, clauses, index, at))
      : before
  // 1.9万户5.6万人: what is told of the one is told of the other.
  if (previous && (count.start - previous.end <= 2 || risen.test(text.slice(previous.end, count.start))))
    return fatesOf(reading, clauses, index, clause.counts.indexOf(previous))
  return isNoise(count, reading) ? [] : beside(reading, clauses, index, count)
}
