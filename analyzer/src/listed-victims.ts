import type { Count } from './counts.js'
import type { FateName } from './fate-names.js'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 死亡：, 遇难者名单：: what the figures of the places that follow count; 38人受伤：… is broken down, and no heading. */
const heading =
  /(?<![人名个例])(死亡|遇难|死难|罹难|失踪|失联|被困|重伤|受伤|中毒|住院|转移)(?:者|人数|人员|名单|情况|分布|统计|群众){0,3}(?:为|如下)?$/
/** 全部死者身份已查明：男性17人，女性16人 */
const identified = /(?:死者|遇难者|死难者|罹难者|逝者)[^，。；：\d]{0,12}(?:查明|查清|确认|公布|核实)$/
const headingLength = 18
/** Nearly all colons end at one look at what stands before them. */
const endsHeading = markedCodes('亡难踪联困伤毒院移者数员单况布计众为下明清认实')
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
  if (counts.length < 2) return []
  const found: Told[] = []
  for (let colon = text.indexOf('：'); colon >= 0; colon = text.indexOf('：', colon + 1)) {
    if (endsHeading[text.charCodeAt(colon - 1)] !== 1) continue
    const before = text.slice(Math.max(0, colon - headingLength), colon)
    const fate = heading.exec(before)?.[1] ?? (identified.test(before) ? '死亡' : undefined)
    const listed = fate === undefined ? [] : placesAfter(text, counts, colon + 1)
    const [first] = listed
    if (!fate || !first || listed.length < 2) continue
    found.push({
      value: listed.reduce((sum, { value }) => sum + value, 0),
      fates: [fateOf[fate] ?? 'dead'],
      spans: listed.map(({ start, end }) => ({ start, end })),
      at: first.start,
      numberEnd: first.numberEnd,
      ordinal: false,
    })
  }
  return found
}

/** The figures that follow `from`, each with no more before it than the name of its place. */
function placesAfter(text: string, counts: readonly Count[], from: number): Count[] {
  const listed: Count[] = []
  let end = from
  for (const count of counts) {
    if (count.start < end || count.of === 'other') continue
    if ((count.of !== 'people' && count.of !== 'bare') || !place.test(text.slice(end, count.start))) break
    listed.push(count)
    end = count.end
  }
  return listed
}
