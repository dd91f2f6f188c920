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

/**
 * Those who ask for rescue in a form, how many in one field and what befell them in a later one (人数：12人…情况：困在房顶; 人数：8口人，仓房顶上): each
 * such figure with the fate told within the form.
 */
export function askedRescue(reading: Reading, counts: readonly Count[]): Told[] {
  const { text } = reading
  if (!text.includes('人数') && !text.includes('人员') && !text.includes('人口')) return []
  return counts.flatMap((count) => {
    if (count.of !== 'people' && count.of !== 'bare') return []
    if (!field.test(text.slice(Math.max(0, count.start - longestField), count.start))) return []
    const within = ({ start }: { start: number }) => start > count.end && start - count.end < formReach
    const fate =
      findFates(reading).find((told) => told.name === 'missing' && within(told)) ??
      (/[求待]救|求助|求援/.test(text)
        ? [...text.matchAll(stranded)].map(({ index }) => ({ start: index, end: index + 2 })).find(within)
        : undefined)
    if (!fate) return []
    const { value, start, end, numberEnd } = count
    return [
      {
        value,
        fates: ['missing'] as const,
        spans: [{ start, end }, fate],
        at: start,
        numberEnd,
        ordinal: false,
      },
    ]
  })
}
