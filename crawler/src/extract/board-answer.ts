import type { BoardAnswer } from '@huiyin/domain/item'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import type { Block } from './blocks.js'
import { lineOf } from './board.js'

const unitLabel =
  /^(?:答复|回复|办理|处理|受理|承办|责任|受信|收信|转办|反馈|答询|来信|写信|咨询|投诉|办件)?(?:单位|部门|机构|对象)(?:名称)?$/
const timeLabel = /^(?:答复|回复|办理|处理|办结|反馈|回应)(?:时间|日期)$/
const textLabel =
  /^(?:官方|单位|部门)?(?:答复|回复|办理|处理|反馈|回应|办复)(?:内容|情况|结果|意见|详情|正文)?$/
/** What boards print below the answer. */
const over =
  /^(?:满意度|评价|我要评价|打印|关闭|返回|上一[篇条]|下一[篇条]|附件|相关|网友评论|版权|主办|承办单位[:：]|扫一扫|分享|您对|请对|评分|\[?字[体号])/
/** A name of a unit is shorter. */
const unitLength = 40

/**
 * The unit's answer on a message board: `lines` are all lines of the page outside furniture, `replyAt` the first
 * that belongs to the answer.
 */
export function answerOf(lines: readonly Block[], replyAt: number, now: Date): BoardAnswer {
  const read = lines.map(lineOf)
  const valueUnder = (wanted: RegExp, from: number): string | null => {
    for (let at = from; at < read.length; at++) {
      const line = read[at]
      if (!line?.label || !wanted.test(line.label)) continue
      const value = line.value || (read[at + 1]?.label ? '' : read[at + 1]?.value)
      if (value) return value
    }
    return null
  }
  const unit =
    valueUnder(unitLabel, replyAt) ?? valueUnder(unitLabel, 0) ?? caption(read[replyAt - 1]?.block.text)
  const when = valueUnder(timeLabel, 0)
  const after = read.slice(replyAt)
  const isLabelled = after.some(({ label }) => label !== null && textLabel.test(label))
  const body: string[] = []
  // A board that labels only unit and time prints the answer below them.
  let isInside = !isLabelled
  for (const { label, value, block } of after) {
    if (isInside && body.length > 0 && over.test(block.text)) break
    if (label !== null && textLabel.test(label)) {
      isInside = true
      if (value !== '') body.push(value)
    } else if (isInside && !isParticular(label)) body.push(block.text)
  }
  return {
    unit: unit !== null && unit.length <= unitLength ? unit : null,
    text: body.filter((line) => line !== unit && line !== when).join('\n'),
    repliedAt: when === null ? null : parsePublishedAt(when, now),
  }
}

/** Some boards set the unit's name as a heading above its answer. */
const caption = (text = ''): string | null =>
  text.length >= 3 &&
  text.length <= 25 &&
  /(?:局|委|办|中心|公司|政府|院|所|处|队|会|集团|街道|镇|乡|部|署|站|馆|校|区|县|市)$/.test(text)
    ? text
    : null

const isParticular = (label: string | null) =>
  label !== null && (unitLabel.test(label) || timeLabel.test(label))
