import type { ClockTime, NoticeRules } from './notice.js'
import { addDays, dayOf, startOfDay } from './shanghai.js'

const minutesOf = (time: ClockTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
const dayMs = 86_400_000

/** The first instant at or after `now` at one of the times of day. */
function nextOf(times: readonly ClockTime[], now: Date): Date {
  const today = dayOf(now)
  const instants = [today, addDays(today, 1)].flatMap((day) =>
    times.map((time) => startOfDay(day).getTime() + minutesOf(time) * 60_000),
  )
  return new Date(Math.min(...instants.filter((at) => at >= now.getTime())))
}

/** The end of the quiet hours `now` lies in; null by day. The hours may pass midnight. */
function quietUntil({ quiet }: Pick<NoticeRules, 'quiet'>, now: Date): Date | null {
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  const minute = (now.getTime() - startOfDay(dayOf(now)).getTime()) / 60_000
  const isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
  if (!isQuiet) return null
  const end = startOfDay(dayOf(now)).getTime() + to * 60_000
  return new Date(end > now.getTime() ? end : end + dayMs)
}

/**
 * When a message may leave the house: grave ones now, others not by night, merged ones with the next digest.
 * @param hold seconds an action may still be taken back.
 */
export function leavesAt(
  rules: Pick<NoticeRules, 'quiet' | 'digests'>,
  { now, mode, grave, hold }: { now: Date; mode: 'at-once' | 'digest'; grave: boolean; hold: number },
): Date {
  const ready = new Date(now.getTime() + hold * 1000)
  const due = mode === 'digest' ? nextOf(rules.digests, ready) : ready
  return grave ? due : (quietUntil(rules, due) ?? due)
}

/** How long to wait after the `attempts`-th failure; null: given up. Half an hour in all is what a broken gateway needs. */
export function retryAfterMs(attempts: number): number | null {
  const waits = [15_000, 60_000, 300_000, 900_000, 1_800_000]
  return waits[attempts - 1] ?? null
}
