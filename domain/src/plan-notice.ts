import type { Role } from './actor.js'
import {
  type ChannelAudience,
  type DutyPost,
  isGrave,
  type NoticeAudience,
  type NoticeRule,
  type NoticeRules,
  roleOfPost,
} from './notice.js'
import type { Cause } from './notice-cause.js'
import { leavesAt } from './notice-time.js'
import { fillWords, pathOf } from './notice-words.js'
import type { ReviewLevel } from './review.js'
import { isGraver } from './severity.js'

/** Someone who can be told. */
export interface Told {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly unitCode: string | null
  readonly email: string | null
}

/** A way out and for whom. */
export interface OpenChannel {
  readonly id: string
  readonly audience: ChannelAudience
  readonly unitCode: string | null
}

type Accusing = Pick<Cause, 'accusedUnits' | 'accusedUnchecked'>

export interface PlannedDelivery {
  readonly channelId: string
  readonly accountId: string | null
  readonly mode: 'at-once' | 'digest'
  readonly dueAt: Date
}

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

/** Who stands where: everyone who can be told, who is on duty, which channels are open. */
export interface Standing {
  readonly people: readonly Told[]
  readonly onDuty: readonly { readonly post: DutyPost; readonly accountId: string }[]
  readonly channels: readonly OpenChannel[]
  /** Who signs at which level, as the county set it. */
  readonly signers: Readonly<Record<ReviewLevel, readonly Role[]>>
}

/** No word goes to whom it accuses or may accuse (信访工作条例 第三十条), whatever roles he holds. */
const isWalled = (unitCode: string | null, { accusedUnits, accusedUnchecked }: Accusing): boolean =>
  unitCode !== null && (accusedUnchecked || accusedUnits.includes(unitCode))

const unitsOf = (audience: NoticeAudience, cause: Cause): readonly string[] => {
  if (audience === 'named-unit') return cause.namedUnits
  if (audience === 'lead-unit') return cause.leadUnit ? [cause.leadUnit] : []
  return audience === 'assist-units' ? cause.assistUnits : []
}

/** Who stands at a post now: the shift's, else everyone of the role, and then the empty shift is said. */
export function atPost(
  post: DutyPost,
  { people, onDuty }: Pick<Standing, 'people' | 'onDuty'>,
  cause: Accusing,
): { people: Told[]; remark: string | null } {
  const open = people.filter(({ unitCode }) => !isWalled(unitCode, cause))
  const named = onDuty.filter((shift) => shift.post === post).map(({ accountId }) => accountId)
  const onShift = open.filter(({ id }) => named.includes(id))
  if (onShift.length > 0) return { people: onShift, remark: null }
  const ofRole = open.filter(({ roles }) => roles.includes(roleOfPost[post]))
  return {
    people: ofRole,
    remark: ofRole.length > 0 ? '当前无人排班，已通知该岗位全部人员' : '当前无人排班，也没有可通知的人员',
  }
}

/** May sign at the level the text waits at, and sits at no other level of it; a unit signs its own texts only. */
function isSigner(
  { id, roles, unitCode }: Told,
  { draft, namedUnits }: Cause,
  { signers }: Pick<Standing, 'signers'>,
): boolean {
  if (!draft?.level || draft.apart.includes(id)) return false
  return signers[draft.level].some(
    (role) =>
      roles.includes(role) && (role !== 'unit' || (unitCode !== null && namedUnits.includes(unitCode))),
  )
}

function peopleOf(audience: NoticeAudience, standing: Standing, cause: Cause): readonly Told[] {
  if (audience === 'duty' || audience === 'deputy-leader' || audience === 'leader')
    return atPost(audience, standing, cause).people
  const open = standing.people.filter(({ unitCode }) => !isWalled(unitCode, cause))
  if (audience === 'desk') return open.filter(({ roles }) => roles.includes('duty-officer'))
  if (audience === 'office' || audience === 'administrator')
    return open.filter(({ roles }) => roles.includes(audience))
  if (audience === 'author') return open.filter(({ id }) => id === cause.draft?.authorId)
  if (audience === 'asker') return open.filter(({ id }) => id === cause.askerId)
  if (audience === 'signers') return open.filter((person) => isSigner(person, cause, standing))
  const units = unitsOf(audience, cause)
  return open.filter(
    ({ roles, unitCode }) => roles.includes('unit') && unitCode !== null && units.includes(unitCode),
  )
}

/** The channels that lead to this audience. */
const channelsTo = (audience: NoticeAudience, { channels }: Standing, cause: Cause): OpenChannel[] =>
  channels.filter(
    (channel) =>
      !isWalled(channel.unitCode, cause) &&
      (channel.audience === 'unit'
        ? unitsOf(audience, cause).includes(channel.unitCode ?? '')
        : channel.audience === audience || (channel.audience === 'duty' && audience === 'desk')),
  )

/** Once each: the group channels of these audiences, and e-mail to each of these people who wants it. */
function deliveriesTo(
  audiences: readonly NoticeAudience[],
  people: readonly Told[],
  standing: Standing,
  cause: Cause,
): { channelId: string; accountId: string | null }[] {
  const groups = new Set(
    audiences.flatMap((audience) => channelsTo(audience, standing, cause).map(({ id }) => id)),
  )
  const mail = standing.channels.filter((channel) => channel.audience === 'people')
  return [
    ...[...groups].map((channelId) => ({ channelId, accountId: null })),
    ...mail.flatMap(({ id }) =>
      people.filter(({ email }) => email !== null).map((person) => ({ channelId: id, accountId: person.id })),
    ),
  ]
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
