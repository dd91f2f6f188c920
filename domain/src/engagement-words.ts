import type { Engagement } from './item.js'

/** 1234 · 1.2 万 · 3.4 亿: officials read counts in ten-thousands. */
export function countWords(count: number): string {
  if (count < 10_000) return String(count)
  const [unit, word] = count < 100_000_000 ? [10_000, '万'] : [100_000_000, '亿']
  return `${(Math.floor((count / unit) * 10) / 10).toString()} ${word}`
}

/** Keeps a word and its number on one line. */
const space = '\u00a0'

/** 阅 1.2 万，评 340; what the page did not say is left out, not printed as nought. */
export function engagementWords(engagement: Engagement): string {
  const parts: [string, number | undefined][] = [
    ['阅', engagement.reads],
    ['评', engagement.comments],
    ['赞', engagement.likes],
    ['转', engagement.shares],
  ]
  return parts
    .flatMap(([word, count]) =>
      count === undefined ? [] : `${word}${space}${countWords(count).replace(' ', space)}`,
    )
    .join('，')
}
