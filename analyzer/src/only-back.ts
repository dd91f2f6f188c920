import type { Count } from './counts.js'
import { discounted } from './modality.js'
import type { Reading } from './reading.js'
import type { Told } from './tell-fates.js'

/** 就回来了, 只逃出: stands before the figure of those who came back. */
const cameBack =
  /(?:只|就|才|仅|光|单)[^，。；\d]{0,3}(?:回|出|上|逃|爬|跑|游|救|捞|拉|拽|扒|刨|见|找|联系)[^，。；\d]{0,4}$/
/** 只活下来, 只有俩喘气的: the others are dead. */
const livedBefore =
  /(?:生还|幸存|存活)(?:者|人员|人数)?(?:仅|只|才|就)(?:有|剩)?$|(?:活的|活着[^，。；\d]{0,4}的|活下来的|逃出来的|能[哭动喘走][^，。；\d]{0,2}的|喘气的|有气的|生还的)(?:只|就|才|仅)(?:有|剩)?$|(?:只|就|才|仅|光|单)[^，。；\d]{0,2}(?:活|生还|幸存|救活|保住)[^，。；\d]{0,4}$/
const livedAfter =
  /^(?:人|个|名|位)?(?:人)?[^，。；、\d]{0,5}(?:喘气|活口|活着|捡了?回?一?条?命|活下来|活过来|活的|生还|幸存|有气)/
/** 转移了2.3万人，光我们队就背出来一百多位: they are safe too. */
const led = /转移|疏散|撤离|撤出|安置/
/** 下去的时候29个，上来的时候11个 */
const went = /(?:下去|下井|进去|出发|上船|出海|入井|上车|上山)(?:的时候|时|的)?(?:是|有)?$/
const returned = /(?:上来|回来|出来|升井|返回|归来|下来)(?:的时候|时|的)?(?:只剩|就|才|只|是|剩|有)?$/
const only = /(?:只|就|才|仅|光|单)[^，。；\d]{0,3}$/
const backAfter =
  /^(?:人|个|名|位)?(?:人)?(?:回来|出来|上来|上岸|逃出|跑出|爬出|游|升井|联系上|报了平安|脱险|获救)/

/** 矿灯少了六十三盏, 工牌剩下九块没人领: each thing is somebody who did not come back. */
const ofEach =
  /(?:矿灯|工牌|灯牌|铭牌|自救器|考勤牌|下井牌|安全帽|床铺|铺位|课桌|饭盒|工具包)[^。；\d]{0,8}(?:少|缺|空|差|剩)(?:了|下|着)?$/
const counterOfThings = /^(?:盏|块|顶|张|个|把|只|份|台)/

/** People missing told by the things they left. */
export function absentOwners(reading: Reading, counts: readonly Count[]): Told[] {
  const { text } = reading
  return counts.flatMap((count) => {
    const { start, end, numberEnd, value } = count
    const isTold =
      counterOfThings.test(text.slice(numberEnd, numberEnd + 1)) &&
      ofEach.test(text.slice(Math.max(0, start - 20), start)) &&
      !discounted(reading, count)
    return isTold
      ? [
          {
            value,
            fates: ['missing' as const],
            spans: [{ start, end }],
            at: start,
            numberEnd,
            ordinal: false,
          },
        ]
      : []
  })
}

/**
 * Told by those who came back (四十个乡亲就回来了七个; 三十三人，只有俩喘气的): the rest are missing, or dead where the others
 * lived. Asked only of texts in which something happened; the greater figure stands before in the same sentence or the
 * one before it.
 */
export function onlyBack(reading: Reading, counts: readonly Count[]): Told[] {
  const { text } = reading
  const people = counts.filter(({ of, dead }) => of === 'people' && !dead)
  for (const [index, back] of people.entries()) {
    const before = text.slice(Math.max(0, back.start - 12), back.start)
    const after = text.slice(back.numberEnd, back.numberEnd + 10)
    const isLived = livedBefore.test(before) || (only.test(before) && livedAfter.test(after))
    const isOnly = isLived || cameBack.test(before) || (only.test(before) && backAfter.test(after))
    const isReturn = !isOnly && returned.test(before)
    if (!isOnly && !isReturn) continue
    const own = reading.sentence(back.start).start
    const from = own > 1 ? reading.sentence(own - 2).start : own
    const all = people.slice(0, index).findLast(({ start, value }) => start >= from && value > back.value)
    if (
      !all ||
      (isReturn && !went.test(text.slice(Math.max(0, all.start - 10), all.start))) ||
      led.test(text.slice(Math.max(0, all.start - 6), all.end + 4)) ||
      discounted(reading, all) ||
      discounted(reading, back)
    )
      continue
    return [
      {
        value: all.value - back.value,
        fates: [isLived ? 'dead' : 'missing'],
        spans: [
          { start: all.start, end: all.end },
          { start: back.start, end: back.end },
        ],
        at: back.start,
        numberEnd: back.numberEnd,
        ordinal: false,
      },
    ]
  }
  return []
}
