import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'
import { asOne } from './told-as-one.js'

/** 各县转移人数 */
const columns = /(转移|遇难|死亡|失踪|失联|被困)(?:人数|群众人数|情况)/
const title = /(遇难|死难|罹难|死亡|失踪|失联|被困)[^，。；：\d]{0,10}名单|名单[^，。]{0,6}(遇难|失联|失踪)/
const titleEnd = 60
/** 上坝组：14人 */
const entry = /(?:^|[\n；;。）)])[ 　]{0,4}(?:\d{1,2}[、.．)）])?[\u4e00-\u9fff]{1,10}[：: ]$/
const longestEntry = 16

/** Whom a list counts place by place under a title that says what befell them (遇难乡亲名单。上坝组：14人；中寨组：11人), as one. */
export function listedUnderTitle({ text }: Reading, counts: readonly Count[]): Told[] {
  const opening = text.slice(0, titleEnd)
  const named = title.exec(opening) ?? columns.exec(opening)
  const fate = named?.[1] ?? named?.[2]
  if (!fate) return []
  // …川T面包车上3人。合计24人。: the list is counted already.
  const total = counts.find(
    ({ of, start }) =>
      of === 'people' && /(?:合计|总计|共计)$/.test(text.slice(Math.max(0, start - 3), start)),
  )
  const listed = total
    ? [total]
    : counts.filter(
        ({ of, start }) =>
          of === 'people' && entry.test(text.slice(Math.max(0, start - longestEntry), start)),
      )
  if (listed.length < (total ? 1 : 2)) return []
  const name: FateName = fate === '转移' ? 'evacuated' : /失|困/.test(fate) ? 'missing' : 'dead'
  return [
    asOne(
      listed.map(({ value, start, end, numberEnd }) => ({
        value,
        fates: [name],
        spans: [{ start, end }],
        at: start,
        numberEnd,
        ordinal: false,
      })),
    ),
  ]
}

/** 1、甲村, 🆘农家乐: an item of those who wait for rescue. */
const item = /(?:^|\n)[ 　]{0,4}(?:\d{1,2}[、.．)）]|[1-9](?=[\u4e00-\u9fff]{2})|🆘)/gu
/** So far from its number an item says how many. */
const itemReach = 26

/**
 * Who waits for rescue item by item (1、甲村 12人被困；2、乙厂 3人，屋顶), where at least one item says that they are
 * trapped: all of them as one; those told as saved are left out.
 */
export function listedTrapped(told: readonly Told[], counts: readonly Count[], { text }: Reading): Told[] {
  if (!told.some(({ fates }) => fates.includes('missing'))) return []
  const starts = [...text.matchAll(item)].map(({ index, 0: mark }) => index + mark.length)
  if (starts.length < 2) return []
  const parts = starts.flatMap((start, index) => {
    const end = starts[index + 1] ?? text.length
    const within = told.filter(({ at }) => at >= start && at < end)
    const missing = within.find(({ fates }) => fates.includes('missing'))
    if (missing) return [missing]
    const first = counts.find((count) => count.of === 'people' && count.start >= start && count.start < end)
    if (!first || first.start - start > itemReach || within.some(({ at }) => at === first.start)) return []
    const { value, numberEnd } = first
    return [
      {
        value,
        fates: ['missing'] as const,
        spans: [{ start: first.start, end: first.end }],
        at: first.start,
        numberEnd,
        ordinal: false,
      },
    ]
  })
  return parts.length > 1 && parts.some(({ at }) => told.some((one) => one.at === at)) ? [asOne(parts)] : []
}
