import type { Count } from './counts.js'
import { markedCodes } from './marked-codes.js'
import { discounted } from './modality.js'
import type { Span } from './quantity.js'
import type { Reading } from './reading.js'

const lifeline = /(?:停|断|没|无)(?:水|电|气|暖|供)|没有(?:自来)?水|停供|断供|不热|冰凉/
/** Without water, power, gas or heat three days are long; anything else a quarter of a year; asking three times. */
const longDays = { lifeline: 3, other: 30 } as const
const longTimes = 3

const days = /^(?:多|余|来)?(?:天|日(?!前))/
const weeks = /^(?:个多?|多个|多)?(?:星期|周(?!岁|年))/
/** 四个月, 满两月; 3月 alone is March. */
const months = /^(?:个多?|多个|多|来个|余)月(?!\d|份)/
const bareMonths = /^月(?!\d|份)/
const lasting = /[近逾达满足整已有了数]$/
const years =
  /^(?:个|多|来)?(?:年(?!前|级|代|度|底|初|\d|月|龄|假|会|轻|产|均)|年头|个年头|个[春夏秋冬]天|个年关|个春节|个汛期|个雨季|个学期|个寒暑|载)/
/** 死了一二十年: how long ago; 入住至今10年: no wait unless something is still lacking. */
const late = /(?:死|去世|过世|病故)了?$/
const since = /(?:建成|入住|居住|住了|从业|成立|使用)[^，。；]{0,6}$/
const lacking = /没|未|不|仍|还|拖|等/
const times = /^(?:多|几)?(?:次|回|趟|遍|封信|封)/
/** What makes a length of time a wait, and a number of times an appeal. */
const waiting =
  /拖|等|没|未|欠|停|仍|还|至今|一直|迟|都|满|整整|熬|盼|耗|推|不给|不办|不发|不动|闹|跑|过去|以来|久|查了|协调|答复|始终|连续|断|烂|荒|晾|挨/
const appealing = /投诉|反映|找|跑|去|打|来|上访|信|问|催|讨|提|交|写|递|协商|开会|答复|换|说法/

const unit = /^(?:多|余|来|几|个)*(?:天|日|星期|周|月|年|载|[春夏秋冬]|汛|雨|学|寒|次|回|趟|遍|封)/
const opensUnit = markedCodes('多余来几个天日星周月年载春夏秋冬汛雨学寒次回趟遍封')

/** Delay told by a figure: 停水第三天, 停工满两年, 第七次去住建局, 查了五十多天. */
export function longWaits(reading: Reading, counts: readonly Count[]): Span[] {
  const { text } = reading
  return counts.filter(({ start, numberEnd, value }) => {
    if (value > 3_000 || opensUnit[text.charCodeAt(numberEnd)] !== 1) return false
    const after = text.slice(numberEnd, numberEnd + 5)
    if (!unit.test(after)) return false
    const from = Math.max(0, start - 16)
    const clause = text.slice(from, start) + text.slice(numberEnd, numberEnd + 12)
    const near = clause.slice(Math.max(0, clause.lastIndexOf('。', start - from) + 1))
    // 12月31日, 07年, 15年交房: a date.
    if (text.charAt(start - 1) === '月') return false
    if (/^0\d|^[12]\d年[交买购签入建动开订收修搬拆通办分]/.test(text.slice(start, numberEnd + 2)))
      return false
    if (late.test(text.slice(from, start))) return false
    if (since.test(text.slice(from, start)) && !lacking.test(text.slice(numberEnd, numberEnd + 12)))
      return false
    const isOrdinal = text.charAt(start - 1) === '第'
    const isLifeline = lifeline.test(near)
    const isLong =
      days.test(after) || weeks.test(after)
        ? value * (weeks.test(after) ? 7 : 1) >= (isLifeline ? longDays.lifeline : longDays.other)
        : months.test(after) || (bareMonths.test(after) && lasting.test(text.slice(start - 1, start)))
          ? value >= (isLifeline ? 1 : 2)
          : years.test(after) && value < 60
    const isOften = times.test(after) && value >= longTimes && appealing.test(near)
    return (
      (isOften || (isLong && (isLifeline || isOrdinal || waiting.test(near)))) &&
      !discounted(reading, { start, end: numberEnd })
    )
  })
}
