import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 死亡：, 遇难者名单：: what the figures of the places that follow count. */
const heading =
  /(?<![人名个例])(死亡|遇难|死难|罹难|失踪|失联|被困|重伤|受伤|中毒|住院|转移)(?:者|人数|人员|名单|情况|分布|统计|群众){0,3}(?:为|如下)?[：:]/g
const fateOf: Readonly<Record<string, FateName>> = {
  失踪: 'missing',
  失联: 'missing',
  被困: 'missing',
  重伤: 'serious',
  受伤: 'injured',
  中毒: 'ill',
  住院: 'hospital',
  转移: 'evacuated',
}
/** 甲乡, 、乙乡: the name of a place and nothing else. */
const place = /^[，、 ]?[^，。；：:、伤死亡]{1,10}$/

/** Figures of places under one heading (死亡：甲乡4人，乙乡5人), as one; none where a single figure follows. */
export function listedVictims({ text }: Reading, counts: readonly Count[]): Told[] {
  if (!text.includes('：') && !text.includes(':')) return []
  return [...text.matchAll(heading)].flatMap(({ index, 0: words, 1: fate = '' }) => {
    const listed: Count[] = []
    let from = index + words.length
    for (const count of counts) {
      if (count.start < from || count.of === 'other') continue
      if (count.of !== 'people' || !place.test(text.slice(from, count.start))) break
      listed.push(count)
      from = count.end
    }
    const [first] = listed
    if (!first || listed.length < 2) return []
    return [
      {
        value: listed.reduce((sum, { value }) => sum + value, 0),
        fates: [fateOf[fate] ?? 'dead'],
        spans: listed.map(({ start, end }) => ({ start, end })),
        at: first.start,
        numberEnd: first.numberEnd,
        ordinal: false,
      },
    ]
  })
}
