export { maskPersonalData } from './personal-data/mask.js'

import { addDays, type Day, dayOf, endOfDay } from './shanghai.js'

/**
 * How long what is kept (个人信息保护法 第十九条: 实现处理目的所必要的最短时间; 第四十七条 第二项: 期限届满应当主动删除).
 * The figures are docs/rules.md §5; a county may shorten them.
 */
export const retention = {
  /** The unmasked text: long enough to check a post against its source while a case runs and is reviewed. */
  originalDays: 180,
  /** The masked item, unless its event has a case file, which follows the archive rules. */
  itemYears: 3,
} as const

const dayMs = 86_400_000

/** Originals stored before this instant are past their time. */
export const originalsUntil = (now: Date): Date => new Date(now.getTime() - retention.originalDays * dayMs)

/** Items found before this instant are past their time. */
export function itemsUntil(now: Date): Date {
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() - retention.itemYears)
  return until
}

/** An approved reveal is read once, and within a day: the need that was approved is a present one. */
export const revealHours = 24

/**
 * 个人信息保护法 第四十五、四十六条 say 及时 and no figure; GB/T 35273-2020 8.7 gives thirty days. The day of receipt is
 * not counted and the last ends at 24:00 (民法典 第二百零一、二百零三条).
 */
export const dataRequestDays = 30

export const dataRequestDueAt = (receivedAt: Date): Date =>
  endOfDay(addDays(dayOf(receivedAt) as Day, dataRequestDays))

/** What a person may ask of us, by clause. */
export const dataRequestKinds = ['access', 'correction', 'deletion'] as const
export type DataRequestKind = (typeof dataRequestKinds)[number]
export const dataRequestLabel: Record<DataRequestKind, string> = {
  access: '查阅、复制（第四十五条）',
  correction: '更正、补充（第四十六条）',
  deletion: '删除（第四十七条）',
}
