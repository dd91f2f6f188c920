import { discounted } from './modality.js'
import type { Quantity } from './quantity.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 其中4人, 包括3名学生: part of a figure told before. */
const part = /(?:其中|包括|含|里面有|当中)[^，。；\d]{0,8}$|(?:死者|遇难者|罹难者)中[^，。；\d]{0,3}$/
/** 死者5女2男: who they were. */
const bySex = /^[者：为][\d一二两三四五六七八九十]+[男女]/
const nthFound = /^[名位个具](?:遇难者|死者|遗体|罹难者)/
/** 另有1人, 送医后又有两人: more than was told before. */
const more = /另|又|还有|再有|再加|加上|后来|之后|随后|送医|送往|医院|抢救|救治|不治|先后|接着/
/** 8名死亡，…其中重伤7人，另外有4名…死亡: beside those told first, whatever part of others stands between. */
const besides = /(?:另|此外|除此)[^，。；\d]{0,5}$/
/** 增至, 累计, 共: the figure holds what was told before. */
const total =
  /(?:[增升][至到为]|增加[到至为]|上升|达到|已达|累计|共计|共有|总计|总共|一共|合计|至此|更新为|总数|人数|加起来|加在一起|相加|修改|全部死者|死者共|合起来|合在一起|算下来|算起来)[^，。；\d]{0,8}$/
/** 更正为3人: the figure takes the place of those before. */
const corrected =
  /(?:更正|订正|核减|勘误|修正|修订|下调|下修|调低|改[为成]|减[为至]|实际为|实为)[^，。；\d]{0,6}$/

/**
 * The dead: the greatest figure told, or what figures that add up (当场死亡2人，另有1人送医后不治) come to; totals and parts
 * are not added (docs/rules.md §2). 除昨天公布的29人外又有5人 adds to a figure of an earlier sentence.
 */
export function sumDead(told: readonly Told[], { text, sentence }: Reading): Quantity | null {
  const before = (one: Told, reach = 14) => text.slice(Math.max(0, one.at - reach), one.at)
  const latest = told.findLast((one) => corrected.test(before(one)))
  if (latest) return { value: latest.value, figures: latest.spans }
  let best: Quantity | null = null
  for (const [index, first] of told.entries()) {
    const parts = [first]
    let value = first.value
    for (const next of told.slice(index + 1)) {
      const last = parts.at(-1) as Told
      // A sum stands where its first part does.
      if (next.at === last.at) continue
      const between = text.slice(last.at + 1, next.at)
      if (bySex.test(text.slice(next.at - 1, next.numberEnd + 1))) break
      if (part.test(before(next)) || total.test(before(next))) break
      // 11人，又3人，14人: what the parts come to.
      if (parts.length > 1 && next.value === value) break
      const isNear = next.at < sentence(last.at).end + 1 || /另|又有|再/.test(before(next, 8))
      const told = between + text.slice(next.at, next.at + 18)
      if (next.ordinal) {
        // 没了两个，第三个也走了: the third makes three.
        if (next.value === value + 1) {
          parts.push(next)
          value = next.value
        }
        continue
      }
      if (isNear && isParallel(text, last, next)) {
        parts.push(next)
        value += next.value
        continue
      }
      if (!isNear || (/其中|包括/.test(between) && !besides.test(before(next))) || !more.test(told)) break
      parts.push(next)
      value += next.value
    }
    // 第326名遇难者被抬出来: so many are found.
    if (
      first.ordinal &&
      parts.length === 1 &&
      !nthFound.test(text.slice(first.numberEnd, first.numberEnd + 6))
    )
      value = 1
    if (!best || value > best.value) best = { value, figures: parts.flatMap(({ spans }) => spans) }
  }
  return best
}

/** 机场造成11人死亡、81人受伤，地铁站造成20人死亡: who was hurt at the first place stands between. */
const hurtBeside =
  /[、，][\d一二三四五六七八九十百两余多]+[名人位个][^，。；、\d]{0,3}(?:重伤|轻伤|受伤|伤|失踪)/g
/** Of which groups and places one tells side by side. */
const side = /[男女员工客车船机家村镇厂楼民兵站场省区府郡岛县乡市州校寺店院寨湾沟组屯庄坪坝岭队班栋]/
/** 消防员牺牲4人，职工遇难7人; 客车上4人遇难、货车上3人遇难: of two sides of one event, each named, and neither a later figure. */
function isParallel(text: string, last: Told, next: Told): boolean {
  const between = text.slice(last.numberEnd, next.at).replace(hurtBeside, '')
  const before =
    text
      .slice(Math.max(0, last.at - 16), last.at)
      .split(/[，。；、：]/)
      .at(-1) ?? ''
  return (
    /^[^，。；、]{0,8}[，；、][^，。；、\d]{2,10}$/.test(between) &&
    side.test(between) &&
    side.test(before) &&
    !/其中|包括|含|报|时|后|增|升|截至|目前|共|已|先(?!后[于在])|再|确认/.test(before + between)
  )
}

/** 其余16人, 仍有8人: who is left after those found and saved. */
const left = /(?:其余|剩余|剩下|余下|剩|仍有|还有|尚有|仍|还|另有|另|其他|其它|最后)[^，。；\d]{0,6}$/
/** 当班其余89人已全部撤出: who is saved beside those one looks for. */
const others = /(?:其余|其他|其它|另|别的)[^，。；]{0,11}$/
/** 9人当时在洞口吃饭，躲过一劫: never among those one looks for. */
const spared = /[躲逃]过|幸免|逃过/
/** The same of a sentence: …已全部撤出，无人受伤. */
const othersSaved = /(?:其余|其他|其它|另[有外])[^。；]{0,22}$/
/** 全部获救, 悉数脱险: nobody is missing any more. */
const all = /(?<!安)全|都|均|悉数|无一(?!生还|幸免)|一个不少|一个不落|成功/

const foundOf = /(?:找到|发现|搜寻到|寻获|打捞|找获)[^，。；\d]{0,4}$/
/** 被困者57人，全部找到 */
const allFound = /(?:全部|均已?|都已?|悉数)(?:被)?(?:找到|寻获|搜出|搜救出)/
/** 经过核对登记，没有失踪人员 */
const noneMissing = /(?:没有|无)(?:人员?)?(?:失踪|失联|被困)(?:人员|者)?(?=[，。；、]|$)|没有人失踪/

/** 4人失联，另有3人被困: two groups of one event, nobody of whom is told saved or dead between them. */
function besideEachOther(
  missing: readonly Told[],
  found: readonly Told[],
  { text, sentence }: Reading,
): Quantity | null {
  for (const [index, one] of missing.entries()) {
    const next = missing[index + 1]
    if (!next || next.at > sentence(one.at).end || found.some(({ at }) => at > one.at && at < next.at))
      continue
    if (/另(?:有|外)?[^，。；\d]{0,4}$/.test(text.slice(Math.max(0, next.at - 8), next.at)))
      return { value: one.value + next.value, figures: [...one.spans, ...next.spans] }
  }
  return null
}

/** 一煤矿突出7人遇难。…7人被埋，到次日找到最后一具遗体: as many, told of in another sentence and not beside them. */
const areTheDead = (one: Told, dead: readonly Told[], { text, sentence }: Reading): boolean =>
  one.value > 1 &&
  dead.some(({ value, at }) => value === one.value && sentence(at).start !== sentence(one.at).start) &&
  !left.test(text.slice(Math.max(0, one.at - 10), one.at)) &&
  !/仍|尚|下落不明|另|还有/.test(text.slice(sentence(one.at).start, sentence(one.at).end))

/** 🆘…41人困在…\n✅营地28人——已护送出来，全员平安: whoever is saved is told in a line of his own. */
function isOfItsOwn(hit: { start: number }, figure: Told, text: string): boolean {
  const start = text.lastIndexOf('\n', hit.start)
  return start > figure.at && /\d[^\n]{0,4}[人名位个口]/.test(text.slice(start, hit.start))
}

/** Those still missing or trapped: the figure of who is left, else all that were, less those found dead or saved since. */
export function sumMissing(
  { missing, safe, dead }: { missing: readonly Told[]; safe: readonly Told[]; dead: readonly Told[] },
  reading: Reading,
): Quantity | null {
  if (missing.length === 0) return null
  const { text, sentence } = reading
  // 造成9人死亡，其中7人是困在车里的村民: some of the dead.
  const apart = missing.filter(
    (one) =>
      !(
        part.test(text.slice(Math.max(0, one.at - 12), one.at)) &&
        dead.some(
          ({ at, value }) =>
            at < one.at && value >= one.value && sentence(at).start === sentence(one.at).start,
        )
      ),
  )
  if (apart.length < missing.length) return sumMissing({ missing: apart, safe, dead }, reading)
  const clearlyDead = dead.filter(({ at }) => !missing.some((one) => one.at === at))
  if (missing.every((one) => areTheDead(one, clearlyDead, reading))) return null
  if (noneMissing.test(text) || allFound.test(text)) return null
  const remaining = missing.filter(({ at }) => left.test(text.slice(Math.max(0, at - 10), at)))
  // The last of equals: a title tells it before those saved are told.
  const figure = (remaining.length > 0 ? remaining : missing).reduce((a, b) => (a.value > b.value ? a : b))
  const both = besideEachOther(missing, [...safe, ...dead], reading)
  if (both && both.value > figure.value) return both
  if (remaining.length > 0) return { value: figure.value, figures: figure.spans }
  const since = (of: readonly Told[]) =>
    Math.max(
      0,
      ...of
        .filter(
          (one) =>
            one.at > figure.at &&
            !others.test(text.slice(Math.max(0, one.at - 10), one.at)) &&
            !one.spans.some(({ start, end }) => spared.test(text.slice(start, end))),
        )
        .map((one) => one.value),
    )
  const savedAll = reading.of('fate', 'safe').some(
    (hit) =>
      (all.test(text.slice(Math.max(0, hit.start - 8), hit.end)) ||
        /^了?(?:他们|她们|大家|所有|全部|全体|众人)/.test(text.slice(hit.end, hit.end + 4))) &&
      !/[\d一二三四五六七八九十]/.test(
        text.slice(Math.max(0, hit.start - 3), hit.start).replace(/一个不/, ''),
      ) &&
      !othersSaved.test(text.slice(Math.max(0, hit.start - 24), hit.start)) &&
      // 里面传话人都活着, 人都在: alive, and not out.
      hit.word !== '活着' &&
      hit.word !== '人都在' &&
      !isOfItsOwn(hit, figure, reading.text) &&
      !discounted(reading, hit),
  )
  if (savedAll) return null
  // 30名队员失去联系，目前已找到18具遗体: found of those looked for.
  const foundDead = dead.filter(
    (one) =>
      one.at > figure.at &&
      one.at < sentence(figure.at).end &&
      foundOf.test(text.slice(Math.max(0, one.at - 10), one.at)),
  )
  // Who is 失联 now is none of those saved; who was buried or trapped may be.
  const mayBeSaved = figure.spans.some(({ start, end }) => /困|埋|落水|压|陷/.test(text.slice(start, end)))
  if (figure.isRest) return { value: figure.value, figures: figure.spans }
  const value = figure.value - (mayBeSaved ? since(safe) + since(dead) : since(foundDead))
  return value > 0 ? { value, figures: figure.spans } : null
}
