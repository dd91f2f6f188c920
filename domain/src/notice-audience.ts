import type { Role } from './actor.js'
import { type ChannelAudience, type DutyPost, type NoticeAudience, roleOfPost } from './notice.js'
import type { Cause } from './notice-cause.js'
import type { ReviewLevel } from './review.js'

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

/** Who stands where: everyone who can be told, who is on duty, which channels are open. */
export interface Standing {
  readonly people: readonly Told[]
  readonly onDuty: readonly { readonly post: DutyPost; readonly accountId: string }[]
  readonly channels: readonly OpenChannel[]
  /** Who signs at which level, as the county set it. */
  readonly signers: Readonly<Record<ReviewLevel, readonly Role[]>>
}

type Accusing = Pick<Cause, 'accusedUnits' | 'accusedUnchecked'>

/** No word goes to whom it accuses or may accuse (信访工作条例 第三十条), whatever roles he holds. */
export const isWalled = (unitCode: string | null, { accusedUnits, accusedUnchecked }: Accusing): boolean =>
  unitCode !== null && (accusedUnchecked || accusedUnits.includes(unitCode))

/** The units an audience means in this cause; none for an audience of the house. */
export const unitsOf = (audience: NoticeAudience, cause: Cause): readonly string[] => {
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

/** Who asked for a unit that has left the case meanwhile is told no more of it. */
const worksOnIt = ({ unitCode }: Told, { caseFileId, leadUnit, assistUnits }: Cause): boolean =>
  unitCode === null || caseFileId === null || unitCode === leadUnit || assistUnits.includes(unitCode)

/** Everyone of an audience whom the cause neither accuses nor may accuse. */
export function peopleOf(audience: NoticeAudience, standing: Standing, cause: Cause): readonly Told[] {
  if (audience === 'duty' || audience === 'deputy-leader' || audience === 'leader')
    return atPost(audience, standing, cause).people
  const open = standing.people.filter(({ unitCode }) => !isWalled(unitCode, cause))
  if (audience === 'desk') return open.filter(({ roles }) => roles.includes('duty-officer'))
  if (audience === 'office' || audience === 'administrator')
    return open.filter(({ roles }) => roles.includes(audience))
  if (audience === 'author') return open.filter(({ id }) => id === cause.draft?.authorId)
  if (audience === 'asker')
    return open.filter((person) => person.id === cause.askerId && worksOnIt(person, cause))
  if (audience === 'signers') return open.filter((person) => isSigner(person, cause, standing))
  const units = unitsOf(audience, cause)
  return open.filter(
    ({ roles, unitCode }) => roles.includes('unit') && unitCode !== null && units.includes(unitCode),
  )
}
