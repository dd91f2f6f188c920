import { type DutyPost, isGrave, type NoticeRule, type NoticeRules } from './notice.js'
import { atPost, peopleOf, type Standing } from './notice-audience.js'
import type { Cause } from './notice-cause.js'
import { leavesAt } from './notice-time.js'
import { deliveriesTo } from './notice-ways.js'
import { fillWords, pathOf } from './notice-words.js'
import { isGraver } from './severity.js'

/** A message that leaves the house: by which channel, to whom of a channel of people, when. */
export interface PlannedDelivery {
  readonly channelId: string
  readonly accountId: string | null
  readonly mode: 'at-once' | 'digest'
  readonly dueAt: Date
}

/** A post told on the way up, who stood there by name, and what is said of an empty shift. */
export interface Rung {
  readonly to: DutyPost
  readonly told: readonly string[]
  readonly remark: string | null
}

/** What follows from a fact: the notice, whom it is told, and by which ways out. */
export interface NoticePlan {
  readonly words: string
  readonly path: string
  readonly urgent: boolean
  readonly climbs: boolean
  readonly people: readonly string[]
  readonly deliveries: readonly PlannedDelivery[]
  readonly rung: Rung | null
  readonly nextStepAt: Date | null
}

/**
 * Who is told of a fact, and how. Pure: asked again it answers the same.
 * @returns null when nobody is to be told: the rule says never, the grade asks for nothing, or everyone stands behind
 * the wall.
 */
export function planNotice(
  { rules, ...times }: NoticeRules,
  rule: NoticeRule,
  cause: Cause,
  standing: Standing,
  now: Date,
): NoticePlan | null {
  if (rule.when === 'never') return null
  const grave = isGrave(cause.grade)
  const mode = rule.when === 'digest' || (rule.when === 'by-grade' && !grave) ? 'digest' : 'at-once'
  const climbs = rule.climbs && grave
  const people = rule.to
    .flatMap((audience) => peopleOf(audience, standing, cause))
    // Who did it knows it.
    .filter(({ id }) => id !== cause.actorId)
  const unique = [...new Map(people.map((person) => [person.id, person])).values()]
  const isInbox = !(rule.inboxFrom && cause.grade && isGraver(rule.inboxFrom, cause.grade))
  const dueAt = leavesAt(times, {
    now,
    mode,
    grave,
    hold: rule.kind.startsWith('case-') ? times.holdSeconds : 0,
  })
  const deliveries = deliveriesTo(rule.to, unique, standing, cause).map(
    (way) => ({ ...way, mode, dueAt }) as const,
  )
  if ((!isInbox || unique.length === 0) && deliveries.length === 0 && !climbs) return null
  const first = times.climb[0]
  const second = times.climb[1]
  const stands = climbs && first ? atPost(first.to, standing, cause) : null
  return {
    words: fillWords(rule.words, cause),
    path: pathOf(cause),
    urgent: mode === 'at-once',
    climbs,
    people: isInbox ? unique.map(({ id }) => id) : [],
    deliveries,
    rung:
      stands && first
        ? { to: first.to, told: stands.people.map(({ name }) => name), remark: stands.remark }
        : null,
    // Nobody stands at the first rung: the next is told without waiting.
    nextStepAt:
      climbs && second
        ? new Date(now.getTime() + (stands?.people.length ? second.afterMinutes * 60_000 : 0))
        : null,
  }
}

/** The next rung of a notice nobody acknowledged. @param step the rung last taken, from 0. @returns null at the top. */
export function climbOn(
  { climb }: Pick<NoticeRules, 'climb'>,
  { step, createdAt, cause }: { step: number; createdAt: Date; cause: Cause },
  standing: Standing,
  now: Date,
): (Rung & Pick<NoticePlan, 'people' | 'deliveries' | 'nextStepAt'>) | null {
  const rung = climb[step + 1]
  if (!rung) return null
  const { people, remark } = atPost(rung.to, standing, cause)
  const after = climb[step + 2]
  return {
    to: rung.to,
    told: people.map(({ name }) => name),
    remark,
    people: people.map(({ id }) => id),
    deliveries: deliveriesTo([rung.to], people, standing, cause).map(
      (way) => ({ ...way, mode: 'at-once', dueAt: now }) as const,
    ),
    nextStepAt: after
      ? new Date(
          people.length ? Math.max(createdAt.getTime() + after.afterMinutes * 60_000, now.getTime()) : now,
        )
      : null,
  }
}
