import type { Count } from './counts.js'
import { discounted } from './modality.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 载有62名乘客, 船上约有90人, 当班下井62人: how many there were. */
const aboard =
  /(?:[载搭乘住]|[车船机艇井]上|家族|全家|一家|班组|井下|当班|入井|下井|共有|一行|里面有)[^，。；\d]{0,10}$/
/** 机上人员全部遇难，共计12名官兵: how many they were, said afterwards. */
const inAll = /，(?:一共|总共|共计?|合计)(?:有|为|是)?$/
/** 62名乘客和5名机组人员: two groups of one company. */
const andAlso = /^[^，。；\d]{0,6}[和、及]$/
/** 机上无人生还, 无一幸免: all of them, and no figure of the dead. */
const noneLeft =
  /无(?:人|一人?)(?:生还|幸免|生存)|[一半]个?[口人]?[都也]没(?:剩|留下|活)|(?:未|没有?)(?:能)?(?:发现|找到|见到)(?:任何|有)?(?:生命迹象|生还迹象|幸存者|生还者|幸存人员|生还人员)|无一(?:生还|幸免)|(?:机|船|车)上(?:人员)?(?:全部|悉数)(?:遇难|罹难|丧生)/
/** 其他人全部溺亡, 其余人下落不明: the rest died or are missing, and no figure of it. */
const rest =
  /(?:其余|其他|其它|剩下|剩余|别的|余下)(?:的)?(?:人员?|者|乘客|旅客|船员|村民|学生|工人|矿工|工友)?[^，。；、\d]{0,8}(?:(遇难|死亡|身亡|溺亡|丧生|罹难|遇害|没救|没了|不治|葬身|走了|没出来)|下落不明|失踪|失联|被困|被埋|生死不明|[仍还正]+在?搜[寻救]|没找到|未找到|不见踪影|杳无音|没有消息|没消息)/
/** 除了最前排的4个人 */
const but = /除了?[^，。；\d]{0,8}$/
/** 除司机逃生外: one who is not of the rest. */
const butOne =
  /除(?:了)?(?:司机|驾驶员|船长|船老大|一人|1人|一名|1名)[^，。；\d]{0,8}(?:逃|获救|生还|跳|脱|外)/
/**
 * The dead or missing told only by how many had been there: a plane of 67 of which nobody lives, a boat of 90 of which 48 are
 * saved, 7 found dead and the rest missing (90 − 48 − 7). Asked only of texts in which something happened.
 */
export function allAboard(reading: Reading, counts: readonly Count[], told: readonly Told[]): Told[] {
  const { text } = reading
  const people = counts.filter(({ of }) => of === 'people')
  const before = ({ start }: Count) => text.slice(Math.max(0, start - 20), start)
  const mayBeAll = (count: Count) =>
    count.value > 1 && (aboard.test(before(count).slice(-14)) || inAll.test(before(count)))
  // Most texts tell of no company: they are not searched for what became of it.
  if (!people.some(mayBeAll)) return []
  const none = noneLeft.exec(text)
  const left = none ? null : rest.exec(text)
  const isDead = none !== null || left?.[1] !== undefined
  const said = none ?? left
  if (!said || discounted(reading, { start: said.index, end: said.index + said[0].length })) return []
  const first = people.findIndex(
    (count) =>
      count.value > 1 &&
      (aboard.test(before(count).slice(-14)) ||
        (none !== null && count.start > none.index && inAll.test(before(count)))),
  )
  const company = people[first]
  if (!company || discounted(reading, company)) return []
  const next = people[first + 1]
  const isTwo =
    next && andAlso.test(text.slice(company.end, next.start).replace(/^[^，。；\d]{0,6}(?=[和、及])/, ''))
  const all = company.value + (isTwo ? next.value : 0)
  const most = (fate: 'dead' | 'safe') =>
    Math.max(
      0,
      ...told
        .filter(({ fates, at }) => fates.includes(fate) && at !== company.start)
        .map(({ value }) => value),
    )
  // 未发现幸存者 beside some bodies found: the others are still looked for.
  const isSought = none !== null && most('dead') > 1
  if (isSought && !/[发找见]/.test(none[0])) return []
  const excepted =
    counts.find(({ start }) => but.test(text.slice(Math.max(0, start - 10), start)))?.value ?? 0
  const saved = Math.max(most('safe'), excepted, butOne.test(text) ? 1 : 0)
  const value = none && !isSought ? all : all - saved - (isDead && !isSought ? 0 : most('dead'))
  if (value < 2) return []
  const { start, end, numberEnd } = company
  const words = { start: said.index, end: said.index + said[0].length }
  return [
    {
      value,
      fates: [isDead && !isSought ? 'dead' : 'missing'],
      spans: [{ start, end }, words],
      at: start,
      numberEnd,
      ordinal: false,
      isRest: true,
    },
  ]
}
