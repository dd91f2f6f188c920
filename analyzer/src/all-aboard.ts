import type { Count } from './counts.js'
import { discounted } from './modality.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 载有62名乘客, 船上约有90人, 当班下井62人: how many there were. */
const aboard = /(?:[载搭乘]|[车船机艇井]上|井下|当班|入井|下井|共有|一行|里面有)[^，。；\d]{0,10}$/
/** 62名乘客和5名机组人员: two groups of one company. */
const andAlso = /^[^，。；\d]{0,6}[和、及]$/
/** 机上无人生还, 无一幸免: all of them, and no figure of the dead. */
const noneLeft =
  /无(?:人|一人?)(?:生还|幸免|生存)|无一(?:生还|幸免)|(?:机|船|车)上(?:人员)?(?:全部|悉数)(?:遇难|罹难|丧生)/
/** 其余人下落不明: the rest, and no figure of it. */
const restMissing =
  /其余(?:的?人员?|者)?[^，。；、\d]{0,4}(?:下落不明|失踪|失联|被困|被埋|生死不明|[仍还正]+在?搜[寻救]|没找到|未找到)/

/**
 * The dead or missing told only by how many had been there: a plane of 67 of which nobody lives, a boat of 90 of which 48 are
 * saved, 7 found dead and the rest missing (90 − 48 − 7). Asked only of texts in which something happened.
 */
export function allAboard(reading: Reading, counts: readonly Count[], told: readonly Told[]): Told[] {
  const { text } = reading
  const none = noneLeft.exec(text)
  const rest = none ? null : restMissing.exec(text)
  const said = none ?? rest
  if (!said || discounted(reading, { start: said.index, end: said.index + said[0].length })) return []
  const people = counts.filter(({ of }) => of === 'people')
  const first = people.findIndex(
    ({ start, value }) => value > 1 && aboard.test(text.slice(Math.max(0, start - 14), start)),
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
  if (none && most('dead') > 1) return []
  const value = none ? all : all - most('dead') - most('safe')
  if (value < 2) return []
  const { start, end, numberEnd } = company
  const words = { start: said.index, end: said.index + said[0].length }
  return [
    {
      value,
      fates: [none ? 'dead' : 'missing'],
      spans: [{ start, end }, words],
      at: start,
      numberEnd,
      ordinal: false,
    },
  ]
}
