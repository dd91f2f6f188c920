import type { Span } from './quantity.js'

const numeral = /[\d零〇一二两三四五六七八九十百千万亿]/
const isNumeral = (character: string): boolean => numeral.test(character)
/** What follows a number and belongs to it: 百|多户, 三|天, 两|个多月, 第七|次. */
const measured =
  /^(?:多|余|来|几)*个?(?:多|余)?(?:天|日|周|星期|月|年头|年|户|家|人|名|口|位|次|回|趟|遍|封信|封|栋|辆|小时)/

/**
 * The span widened to the whole figure it stands on, so that what is marked reads as people wrote it: 七[百多户] is
 * 七百多户, [三]天 is 三天. A span without a figure at its edge stays as it is.
 */
export function wholeFigure({ start, end }: Span, text: string): Span {
  if (!isNumeral(text.charAt(start))) return { start, end }
  let from = start
  while (from > 0 && isNumeral(text.charAt(from - 1))) from -= 1
  let to = end
  if (isNumeral(text.charAt(to - 1))) {
    while (to < text.length && isNumeral(text.charAt(to))) to += 1
    to += measured.exec(text.slice(to, to + 6))?.[0].length ?? 0
  }
  return { start: from, end: to }
}
