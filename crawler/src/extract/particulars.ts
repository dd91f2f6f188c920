import type { Engagement } from '@huiyin/domain/item'
import type { Block } from './blocks.js'

const amount = '\\s*(?:次数|数|量|人数)?\\s*[:：（(]?\\s*[[【]?\\s*([\\d,.]+)\\s*(万|[wWkK])?'
const countPatterns: Readonly<Record<keyof Required<Engagement>, RegExp>> = {
  reads: new RegExp(`(?:浏览|阅读|点击|查看|访问|人气)${amount}`),
  comments: new RegExp(
    // “3.4万 评论 2”: a number before the word counts only where none follows it.
    `(?:评论|回帖|跟帖|回复数|回复)${amount}|(?<![\\d.,])(\\d[\\d,.]*)\\s*(万)?\\s*条?(?:评论|跟[帖贴])(?!\\s*[：:]?\\s*\\d)`,
  ),
  likes: new RegExp(`(?:点赞|赞|支持|喜欢)${amount}`),
  shares: new RegExp(`(?:转发|分享|转载)${amount}`),
}

/** A count as pages write it (`1.2万`, `3,400`); null when it is none. */
export function parseCount(text: string): number | null {
  const [, digits, unit] = /([\d,]+(?:\.\d+)?)\s*(万|[wWkK])?/.exec(text) ?? []
  if (!digits) return null
  const scale = unit === undefined ? 1 : /k/i.test(unit) ? 1_000 : 10_000
  const value = Math.round(Number(digits.replaceAll(',', '')) * scale)
  return Number.isSafeInteger(value) ? value : null
}

export const countNames = ['reads', 'comments', 'likes', 'shares'] as const satisfies (keyof Engagement)[]

/** The counts `read` finds text for; what holds no number is left out. */
export function countsOf(read: (name: keyof Engagement) => string | null): Engagement {
  const engagement: Engagement = {}
  for (const name of countNames) {
    const count = parseCount(read(name) ?? '')
    if (count !== null) engagement[name] = count
  }
  return engagement
}

/** Counts the page shows in its short lines; the running text is not searched. */
export function engagementOf(blocks: readonly Block[]): Engagement {
  const engagement: Engagement = {}
  const short = blocks.filter(({ text }) => text.length <= 80 && /\d/.test(text))
  for (const [name, pattern] of Object.entries(countPatterns) as [keyof Engagement, RegExp][])
    for (const { text } of short) {
      const [, digits, unit = '', leading, leadingUnit = ''] = pattern.exec(text) ?? []
      const count = digits ? parseCount(digits + unit) : leading ? parseCount(leading + leadingUnit) : null
      if (count === null) continue
      engagement[name] = count
      break
    }
  return engagement
}
