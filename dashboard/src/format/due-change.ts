import { toLimitText } from '@huiyin/domain/shanghai'

/** 截止由 2026-03-02 24:00 改为 2026-03-03 24:00; a limit counted anew to the same end is said to stand. */
export function dueChangeWords(from: string, to: string): string {
  const before = toLimitText(new Date(from))
  const after = toLimitText(new Date(to))
  return before === after ? `截止不变，仍为 ${after}` : `截止由 ${before} 改为 ${after}`
}
