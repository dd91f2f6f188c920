import type { Count } from './counts.js'
import { findFates } from './fates.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 人数：12人, 受困人员:约30人; 待转移人数 are told by their own words. */
const field =
  /(?:^|[；;，。\s】\n])(?:总|共|现有|在场|受困|被困)?(?:人数|人员|人口)(?:情况)?[：:]\s?(?:约|大约|共|大概)?$/
/** Where the water leaves them. */
const stranded = /[屋房楼]顶|树上|二楼|阳台/g
const longestField = 14
/** So far the form goes on. */
const formReach = 90

/** 平房顶上，9个人: where they wait stands before them. */
const onRoof = /(?:[屋房楼]顶上?|树上|阳台上?)[，, ]?(?:还|现)?(?:有|共|约|困着?)?$/
/** 37人在村小二楼顶 */
const afterRoof = /^(?:都|全|现)?(?:困)?在[^，。；\d]{0,8}(?:[屋房楼]顶|二楼|阳台|树上)/
const pleads = /[求待]救|求助|求援|互助#|求扩散|求转/

/**
 * Those who ask for rescue in a form, how many in one field and what befell them in a later one (人数：12人…情况：困在房顶;
 * 人数：8口人，仓房顶上), or from a roof (平房顶上，9个人): each such figure with what tells it.
 */
export function askedRescue(reading: Reading, counts: readonly Count[]): Told[] {
  const { text } = reading
  const isPlea = pleads.test(text)
  if (!isPlea && !text.includes('人数') && !text.includes('人员') && !text.includes('人口')) return []
  return counts.flatMap((count) => {
    if (count.of !== 'people' && count.of !== 'bare') return []
    const { value, start, end, numberEnd } = count
    const before = text.slice(Math.max(0, start - longestField), start)
    const told = (span: { start: number; end: number }): Told[] => [
      { value, fates: ['missing'], spans: [{ start, end }, span], at: start, numberEnd, ordinal: false },
    ]
    const roof = isPlea && count.of === 'people' ? onRoof.exec(before) : null
    const after = isPlea && count.of === 'people' ? afterRoof.exec(text.slice(end, end + 20)) : null
    if (after) return told({ start: end, end: end + after[0].length })
    if (roof) return told({ start: start - roof[0].length, end: start })
    if (!field.test(before)) return []
    const within = (span: { start: number }) => span.start > end && span.start - end < formReach
    const fate =
      findFates(reading).find((one) => one.name === 'missing' && within(one)) ??
      (isPlea
        ? [...text.matchAll(stranded)].map(({ index }) => ({ start: index, end: index + 2 })).find(within)
        : undefined)
    return fate ? told({ start: fate.start, end: fate.end }) : []
  })
}
