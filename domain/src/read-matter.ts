import type { WrittenMatter } from './http/matters.js'
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
import { type MatterDetails, publicityLabel } from './matter-details.js'
import { type MatterProblem, type MatterReading, readingOf } from './matter-reading.js'
import { readMatterDetails } from './read-matter-details.js'
import { parsePublishedAt } from './text/published-at.js'

/** A matter read and found whole. */
export interface Matter {
  readonly kind: RegisteredKind
  readonly group: MatterGroup
  readonly title: string
  readonly text: string
  /** From when its clock is to run. */
  readonly startAt: Date
  /** A second person must agree to that start. */
  readonly longPast: boolean
  readonly lateReason: string | null
  readonly channel: MatterChannel
  readonly unitCode: string | null
  readonly accused: readonly string[]
  readonly limitDays: number | undefined
  readonly applicant: string | null
  readonly contact: string | null
  readonly details: MatterDetails
  readonly subjectId: string | null
}

/** What is longer is a document and goes to the case as an attachment. */
export const longestMatterText = 20_000
/** Clocks of the desk and of the server may differ by this much. */
const aheadMs = 5 * 60_000
const tenYearsMs = 3_650 * 86_400_000
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The instant people wrote, also one that lies ahead; null when it names none. */
export const instantIn = (words: string, now: Date): Date | null =>
  parsePublishedAt(words, now) ?? parsePublishedAt(words, new Date(now.getTime() + tenYearsMs))

/** The start a half-written form already tells, so that its clock can be shown; null while it tells none that counts. */
export function startTold(
  { kind, startAt }: Pick<WrittenMatter, 'kind' | 'startAt'>,
  now: Date,
): { startAt: Date; longPast: boolean } | null {
  const group = groupOf(kind)
  const told = group && startAt ? instantIn(startAt, now) : null
  if (!told || !group || told.getTime() > now.getTime() + aheadMs) return null
  return { startAt: told > now ? now : told, longPast: isLongPast(told, group, now) }
}

/** The instant the clock is to run from, with why it is registered late. */
function readStart(reading: MatterReading, group: MatterGroup) {
  const { now, written, refuse, needed, line } = reading
  const label = matterStartLabel[group]
  const words = needed('startAt', label, 60)
  const lateReason = line('lateReason', '迟登记的理由', 500)
  const none = { startAt: now, longPast: false, lateReason }
  if (words === '') return none
  const named = instantIn(words, now)
  if (!named) {
    refuse('startAt', `${label}“${words.slice(0, 20)}”看不懂，请写成 2026-03-02 09:00`)
    return none
  }
  if (now.getTime() - named.getTime() > tenYearsMs) refuse('startAt', `${label}在十年以前，请核对年份`)
  const told = startTold(written, now)
  if (!told) {
    refuse('startAt', `${label}晚于现在：只能填写已经发生的时间，请核对日期`)
    return none
  }
  if (told.longPast && lateReason.length < 2)
    refuse('lateReason', `${label}已过去一天以上：请写明迟登记的理由，起算时间由第二人批准`)
  return { ...told, lateReason }
}

/** Reads a registered matter as it was written down. @returns the matter, or everything that is wrong with it */
export function readMatter(
  written: WrittenMatter,
  now: Date,
): { matter: Matter } | { problems: MatterProblem[] } {
  const problems: MatterProblem[] = []
  const reading = readingOf(written, now, problems)
  const { refuse, line, needed } = reading
  const group = groupOf(written.kind)
  if (group === null) throw new RangeError(`no matter of the register: ${written.kind}`)
  const title = needed('title', matterTitleLabel[group], 200)
  const text = needed('text', matterTextLabel[group], longestMatterText)
  const { startAt, longPast, lateReason } = readStart(reading, group)
  const allowed = channelsOf[group]
  const channel = written.channel ?? (allowed.length === 1 ? allowed[0] : undefined)
  if (!channel) refuse('channel', group === 'disclosure' ? '请选择申请方式' : '请选择来源渠道')
  else if (!allowed.includes(channel))
    refuse(
      'channel',
      `${matterGroupLabel[group]}不能以“${matterChannelLabel[channel]}”登记，可选：${allowed.map((one) => matterChannelLabel[one]).join('、')}`,
    )
  const unitCode = line('unitCode', '承办单位', 80)
  const accused = written.accused ?? []
  if (unitCode !== '' && accused.includes(unitCode))
    refuse(
      'unitCode',
      '被反映单位不得承办：不得将检举、控告材料转给被检举、控告的单位（信访工作条例第三十条），请改选其他单位',
    )
  if (written.kind === 'message.difficult' && written.limitDays === undefined)
    refuse('limitDays', '重难件请选定办理时限：15 个或 30 个工作日（勺米 政民互动 第四条）')
  const isOfPeople = group === 'message' || group === 'disclosure'
  const applicant = isOfPeople ? line('applicant', '姓名或名称', 60) : ''
  const contact = isOfPeople ? line('contact', '联系方式', 200) : ''
  if (group === 'disclosure' && applicant === '')
    refuse('applicant', '请填写申请人的姓名或者名称（勺米 依申请公开 第四条（一）1），保存后只显示代号')
  if (group === 'disclosure' && contact === '')
    refuse('contact', '请填写申请人的联系方式，答复和补正告知须送达本人；保存后加密')
  const details = readMatterDetails(group, startAt, reading)
  if (details?.group === 'document-publish' && details.publicity !== 'open')
    refuse(
      'publicity',
      `“${publicityLabel[details.publicity]}”的文件不上网公开，没有公开时限，不必在此登记；请核对公开属性`,
    )
  const subjectId = group === 'decision-preview' ? line('subjectId', '监测专题', 80) : ''
  if (subjectId !== '' && !uuid.test(subjectId)) refuse('subjectId', '请从列表中选择监测专题')
  if (problems.length > 0 || !channel || !details) return { problems }
  return {
    matter: {
      kind: written.kind,
      group,
      title,
      text,
      startAt,
      longPast,
      lateReason: longPast ? lateReason : null,
      channel,
      unitCode: unitCode || null,
      accused,
      limitDays: written.kind === 'message.difficult' ? written.limitDays : undefined,
      applicant: applicant || null,
      contact: contact || null,
      details,
      subjectId: subjectId || null,
    },
  }
}
