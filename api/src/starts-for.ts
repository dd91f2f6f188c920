import type { Timer } from '@huiyin/domain/deadline'
import type { WrittenMatter } from '@huiyin/domain/http/matters'
import type { MatterProblem } from '@huiyin/domain/matter-reading'
import { startTold } from '@huiyin/domain/read-matter'
import { clocksOf } from './register-matter.js'
import type { Rules } from './rules-in-force.js'

/** What a half-written form would start. */
export interface Starts {
  /** By the start that was written, or from now while none was. */
  timers: readonly Timer[]
  /** The start waits for a second person: these run until then. */
  untilAgreed: readonly Timer[] | null
  /** The limits to choose from. */
  choices: readonly number[]
  problems: readonly MatterProblem[]
}

/** The clocks a form would start as far as it is written, so that they are seen before it is saved. */
export function startsFor(written: WrittenMatter, rules: Rules, now: Date): Starts {
  const told = startTold(written, now)
  const { kind, limitDays, unclear = false } = written
  const from = (startAt: Date, limit = limitDays) =>
    clocksOf({ kind, limitDays: limit, unclear }, startAt, rules).timers
  const start = told?.startAt ?? now
  const choices = clocksOf({ kind, unclear }, start, rules).timers.flatMap(({ rule }) => rule?.choices ?? [])
  if (choices.length > 0 && limitDays !== undefined && !choices.includes(limitDays)) {
    const message = `时限只能选 ${choices.join(' 或 ')}`
    return { timers: [], untilAgreed: null, choices, problems: [{ field: 'limitDays', message }] }
  }
  return { timers: from(start), untilAgreed: told?.longPast ? from(now) : null, choices, problems: [] }
}
