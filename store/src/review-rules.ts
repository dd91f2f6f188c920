import type { Actor } from '@huiyin/domain/actor'
import { defaultReviewRules, type ReviewRules } from '@huiyin/domain/review-rules'
import type { Db } from './database.js'

/** The rules of 三审 with who set them; `setBy` is null for those that hold until a county sets its own. */
export interface ReviewRulesInForce {
  rules: ReviewRules
  setBy: string | null
  setAt: Date | null
  reason: string | null
}

/** 三审 as the county wants it: the newest row counts, every earlier one stays. */
export const reviewRules = (db: Db, now: Date) => ({
  async current(): Promise<ReviewRulesInForce> {
    const row = await db
      .selectFrom('review_rule')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row
      ? { rules: row.rules, setBy: row.set_by_name, setAt: row.set_at, reason: row.reason }
      : { rules: defaultReviewRules, setBy: null, setAt: null, reason: null }
  },

  async set(rules: ReviewRules, reason: string, by: Actor & { kind: 'user' }): Promise<void> {
    await db
      .insertInto('review_rule')
      .values({
        rules: JSON.stringify(rules),
        reason,
        set_by: by.userId,
        set_by_name: by.name,
        set_at: now,
      })
      .execute()
  },
})
