import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 县医院收治62人: at which house they lie stands before their figure. */
const ward =
  /(?:医院|卫生院|诊所|疗养院|院区|分院|卫生所|[一二三四五六七八九]院)[^，。；、\d]{0,8}$|(?:[一二三四五六七八九]中|小学|中学|学校|幼儿园|班|厂|村)送(?:来|到|去|医)?了?$/
/** 其中, 转至, 目前仍: a part of those told before, or the same people again. */
const again = /其中|转|后|再|仍|还|剩|先|另一家也|共|累计/

/**
 * The figures of one fate and, beside them, what those that several houses told in one sentence come to
 * (县医院收治62人，镇卫生院收治58人).
 */
export function withWards(told: readonly Told[], { text, sentence }: Reading): readonly Told[] {
  if (told.length < 2) return told
  const sums: Told[] = []
  /** The houses told so far in this sentence. */
  let houses: Told[] = []
  for (const one of told) {
    const from = sentence(one.at).start
    const before =
      text
        .slice(Math.max(from, one.at - 16), one.at)
        .split(/[，、]/)
        .at(-1) ?? ''
    if (!ward.test(before) || again.test(before)) {
      houses = []
      continue
    }
    houses = [...houses.filter(({ at }) => at >= from), one]
    const value = houses.reduce((sum, house) => sum + house.value, 0)
    if (houses.length > 1) sums.push({ ...one, value, spans: houses.flatMap(({ spans }) => spans) })
  }
  return sums.length === 0 ? told : [...told, ...sums]
}
