import type { NoticeRules } from '@huiyin/domain/notice'
import { climbOn, planNotice } from '@huiyin/domain/plan-notice'
import { dayOf } from '@huiyin/domain/shanghai'
import type { Tx } from '@huiyin/store/tx'
import { missingYear } from '../calendar-notice.js'
import type { ApiKeywords } from '../deps.js'
import { rulesNow } from '../rules-in-force.js'

const batch = 200

/** Plans the oldest facts: who is told, and how. Answers how many facts were taken; none: nothing is left. */
export async function planCauses(tx: Tx, rules: NoticeRules): Promise<number> {
  const { taken, causes } = await tx.noticeCauses.take(batch)
  if (causes.length === 0) return taken
  const standing = await tx.noticeCauses.standing()
  for (const cause of causes) {
    const rule = rules.rules.find(({ kind }) => kind === cause.kind)
    const plan = rule ? planNotice(rules, rule, cause, standing, tx.now) : null
    if (plan) await tx.noticeCauses.save(cause, plan)
  }
  tx.announce('notices')
  return taken
}

/** Tells the next one up of what nobody has acknowledged in time. Answers how many rungs were taken or ended. */
export async function climbUnanswered(tx: Tx, rules: NoticeRules): Promise<number> {
  const waiting = await tx.noticeCauses.unanswered(batch)
  if (waiting.length === 0) return 0
  const standing = await tx.noticeCauses.standing()
  for (const { id, ref, step, createdAt } of waiting) {
    const cause = await tx.noticeCauses.ofNotice(ref)
    const rung = cause ? climbOn(rules, { step, createdAt, cause }, standing, tx.now) : null
    await tx.noticeCauses.climb(id, step + 1, rung)
  }
  tx.announce('notices')
  return waiting.length
}

/** A year without its holidays is told once a week. */
export async function noteMissingYear(tx: Tx, keywords: ApiKeywords): Promise<void> {
  const { calendar } = await rulesNow(tx, keywords)
  const missing = missingYear(calendar, tx.now)
  if (!missing) return
  const today = dayOf(tx.now)
  const week = Math.ceil(Number(today.slice(8, 10)) / 7)
  const ref = `calendar:${missing.year}:${today.slice(0, 7)}:${week}`
  await tx.noticeCauses.note(ref, 'calendar-missing', { year: missing.year })
}
