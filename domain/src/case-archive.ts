import { IllegalTransition } from './errors.js'
import { toShanghaiText } from './shanghai.js'

/** Closed is not solved: no new post on the matter for 72 hours before it is filed away (docs/rules.md §4). */
export const quietHours = 72

/**
 * @param closedAt when the case was closed
 * @param lastPostAt when the last post of its event was found
 * @throws IllegalTransition naming the moment from which it may be archived.
 */
export function checkQuiet(closedAt: Date, lastPostAt: Date, now: Date): void {
  const since = closedAt > lastPostAt ? closedAt : lastPostAt
  const from = new Date(since.getTime() + quietHours * 3_600_000)
  if (now >= from) return
  const why = lastPostAt > closedAt ? `${toShanghaiText(lastPostAt)} 仍有新的信息` : '办结未满 72 小时'
  throw new IllegalTransition(
    `不能归档：${why}。归档前须有 72 小时没有新的信息，${toShanghaiText(from)} 后可以归档`,
  )
}
