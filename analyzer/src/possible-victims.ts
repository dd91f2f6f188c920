import { isMourner, isOfOthers } from './bystanders.js'
import type { Count } from './counts.js'
import { findFates } from './fates.js'
import { discounted } from './modality.js'
import type { Quantity } from './quantity.js'
import type { Reading } from './reading.js'
import { isHarmful } from './scene.js'
import type { Told } from './tell-fates.js'

/** From so many dead an accident is 重大 (docs/rules.md §2): fewer are not asked about. */
const least = 10
/** More than this no accident of a county has killed; such figures tell how many live there. */
const most = 500
/** 无人员伤亡: whoever the figure counts came to no harm. */
const noHarm =
  /(?:无|没有|未造成|未接到|暂无|尚无|没造成)(?:任何|发生|接到|造成)?(?:人员|人|群众)?(?:伤亡|死亡|受伤|遇难)/

/** One character alone (罪该万死, 枯死) and those who die in bed tell of no disaster. */
const natural = /^[^死亡]{0,2}[死亡殒殉毙]$|离世|去世|病逝|病故|逝世|等死|枯死|致死|死地|死活/

/** 货车司机当场死亡: this death has its count. */
const ofOne =
  /(?:司机|驾驶员|驾驶人|男子|女子|老人|老太|大爷|[他她其]|母亲|父亲|妻子|丈夫|儿子|女儿|男孩|女孩|一人|1人|一名[^，。；]{1,6})[^，。；]{0,4}$/

/**
 * A second look, where a live text tells of deaths without a figure: the greatest number of people beside them that came
 * to nothing else — not saved, moved, hurt, on duty, mourning, accused — may be the dead and is counted as such, and the
 * factor says so. Null where any dead or missing are counted. A grade too high is corrected at a glance; one too low is
 * not looked at again.
 */
export function possibleDead(
  reading: Reading,
  counts: readonly Count[],
  told: readonly Told[],
): Quantity | null {
  const open = counts.filter(
    (count) =>
      count.of === 'people' &&
      count.value >= least &&
      count.value <= most &&
      !told.some(({ at, numberEnd }) => at === count.start || numberEnd === count.numberEnd),
  )
  if (open.length === 0 || !isHarmful(reading)) return null
  if (
    told.some(({ fates, value }) => value > 1 && fates.some((fate) => fate === 'dead' || fate === 'missing'))
  )
    return null
  if (reading.of('fate', 'dead').length + reading.of('severity', 'mourning').length === 0) return null
  const { text } = reading
  if (noHarm.test(text)) return null
  const deaths = [
    ...findFates(reading).filter(
      ({ start, end, name, isWeak }) => name === 'dead' && !isWeak && !natural.test(text.slice(start, end)),
    ),
    ...reading.of('severity', 'mourning'),
  ].filter(
    (fate) => !ofOne.test(text.slice(Math.max(0, fate.start - 12), fate.start)) && !discounted(reading, fate),
  )
  if (deaths.length === 0) return null
  const beside = open.filter((count) => {
    const own = reading.sentence(count.start)
    const from = own.start > 1 ? reading.sentence(own.start - 2).start : own.start
    return (
      deaths.some(({ start }) => start >= from && start < own.end) &&
      !isOfOthers(text, count) &&
      !isMourner(text, count) &&
      !discounted(reading, count)
    )
  })
  const greatest = beside.reduce<Count | null>((a, b) => (a && a.value >= b.value ? a : b), null)
  if (!greatest) return null
  const { value, start, end } = greatest
  return {
    value,
    figures: [{ start, end }, ...deaths.slice(0, 1)],
    note: `文中 ${value} 人未写明是否伤亡，从严计为死亡`,
  }
}
