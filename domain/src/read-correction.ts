import type { CorrectMatter, WrittenMatter } from './http/matters.js'
import {
  channelsOf,
  groupOf,
  isLongPast,
  type MatterChannel,
  type MatterGroup,
  matterChannelLabel,
  matterGroupLabel,
  matterStartLabel,
  matterTextLabel,
  matterTitleLabel,
  type RegisteredKind,
} from './matter.js'
import type { MatterDetails } from './matter-details.js'
import { type MatterProblem, readingOf } from './matter-reading.js'
import { instantIn, longestMatterText } from './read-matter.js'
import { readMatterDetails } from './read-matter-details.js'
import { toShanghaiText } from './shanghai.js'

/** What the register says of a matter now; words masked. */
export interface StandingMatter {
  readonly kind: RegisteredKind
  readonly title: string
  readonly text: string
  readonly startAt: Date
  readonly registeredAt: Date
  readonly channel: MatterChannel
  readonly details: MatterDetails
  readonly subjectId: string | null
}

/** What it shall say: whole where it cannot be empty, null where it stays as it is. */
export interface Correction {
  readonly group: MatterGroup
  readonly title: string | null
  readonly text: string | null
  readonly applicant: string | null
  readonly contact: string | null
  readonly startAt: Date
  readonly channel: MatterChannel
  readonly details: MatterDetails
  readonly subjectId: string | null
  readonly reason: string
}

/** Clocks of the desk and of the server may differ by this much. */
const aheadMs = 5 * 60_000
const dayMs = 86_400_000

/** The fields of a group as its form has them. */
function writtenDetails(details: MatterDetails): Partial<WrittenMatter> {
  const { group, ...fields } = details
  if (group !== 'disclosure') return fields as Partial<WrittenMatter>
  const { applicant, ...rest } = fields as Extract<MatterDetails, { group: 'disclosure' }>
  return { ...rest, applicantKind: applicant }
}

/**
 * Reads what shall be put right of a registered matter; what is not given stays. Name and contact cannot be read back,
 * so an empty one stays too. @returns the whole as it shall be, or everything that is wrong with it
 */
export function readCorrection(
  { reason, ...given }: CorrectMatter,
  standing: StandingMatter,
): { correction: Correction } | { problems: MatterProblem[] } {
  const problems: MatterProblem[] = []
  const { kind, startAt: was, registeredAt } = standing
  const group = groupOf(kind)
  if (group === null) throw new RangeError(`no matter of the register: ${kind}`)
  const written: WrittenMatter = {
    ...writtenDetails(standing.details),
    ...(standing.subjectId ? { subjectId: standing.subjectId } : {}),
    title: standing.title,
    text: standing.text,
    startAt: toShanghaiText(was),
    channel: standing.channel,
    ...given,
    kind,
  }
  const reading = readingOf(written, registeredAt, problems)
  const { refuse, line, needed } = reading
  const title = needed('title', matterTitleLabel[group], 200)
  const text = needed('text', matterTextLabel[group], longestMatterText)
  const applicant = line('applicant', '姓名或名称', 60)
  const contact = line('contact', '联系方式', 200)
  const label = matterStartLabel[group]
  const words = needed('startAt', label, 60)
  const told = words === '' || words === toShanghaiText(was) ? was : instantIn(words, registeredAt)
  if (told === null) refuse('startAt', `${label}“${words.slice(0, 20)}”看不懂，请写成 2026-03-02 09:00`)
  else if (told.getTime() > registeredAt.getTime() + aheadMs)
    refuse('startAt', `${label}晚于登记时间 ${toShanghaiText(registeredAt)}，请核对日期`)
  else if (registeredAt.getTime() - told.getTime() > 3_650 * dayMs)
    refuse('startAt', `${label}在十年以前，请核对年份`)
  const channel = written.channel ?? standing.channel
  if (!channelsOf[group].includes(channel))
    refuse(
      'channel',
      `${matterGroupLabel[group]}不能以“${matterChannelLabel[channel]}”登记，可选：${channelsOf[group].map((one) => matterChannelLabel[one]).join('、')}`,
    )
  const startAt = told === null || told <= registeredAt ? (told ?? was) : registeredAt
  const details = readMatterDetails(group, startAt, reading)
  const subjectId = group === 'decision-preview' ? line('subjectId', '监测专题', 80) || null : null
  if (problems.length > 0 || !details) return { problems }
  return {
    correction: {
      group,
      title: title === standing.title ? null : title,
      text: text === standing.text.trim() ? null : text,
      applicant: applicant || null,
      contact: contact || null,
      startAt,
      channel,
      details,
      subjectId,
      reason: reason.trim(),
    },
  }
}

/**
 * Whether one person's word is not enough for another start: it lies more than a day from the one first registered, or
 * so far before the registration that registering it would have waited too (docs/rules.md §1: an instant typed freely
 * takes a second person). Both are measured from what was first registered, so that small steps add up.
 */
export const startNeedsSecond = (
  to: Date,
  { group, first, registeredAt }: { group: MatterGroup; first: Date; registeredAt: Date },
): boolean =>
  Math.abs(to.getTime() - first.getTime()) > (group === 'document-publish' ? 2 : 1) * dayMs ||
  (isLongPast(to, group, registeredAt) && !isLongPast(first, group, registeredAt))
