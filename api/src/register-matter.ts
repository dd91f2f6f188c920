import type { Actor } from '@huiyin/domain/actor'
import type { Timer } from '@huiyin/domain/deadline'
import { Conflict, InvalidInput } from '@huiyin/domain/errors'
import type { CaseFileId } from '@huiyin/domain/ids'
import type { Judgement } from '@huiyin/domain/judgement'
import { matterChannelLabel, matterGroupLabel } from '@huiyin/domain/matter'
import type { MatterDetails } from '@huiyin/domain/matter-details'
import type { MatterProblem } from '@huiyin/domain/matter-reading'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { Matter } from '@huiyin/domain/read-matter'
import type { ReceivedPost } from '@huiyin/domain/received-post'
import type { MatterKind } from '@huiyin/domain/regime'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import { draftOf, keysOfDraft, receivePosts } from '@huiyin/store/receive-posts'
import { registerSource } from '@huiyin/store/received-sources'
import type { SaveMeans } from '@huiyin/store/store-drafts'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'
import { type Rules, rulesNow, timersFor } from './rules-in-force.js'

type Person = Actor & { kind: 'user' }

/** 一般: graver ones are graded by the officer once the machine has read them. */
const grade = 'IV'

/** The post as its words are sealed and, masked, read. What no page shows has no address. */
export const postOf = (
  matter: Pick<Matter, 'title' | 'text' | 'startAt' | 'applicant' | 'channel' | 'contact'>,
  formId: string,
): ReceivedPost => ({
  title: matter.title,
  text: matter.text,
  publishedAt: matter.startAt,
  url: null,
  author: matter.applicant,
  seenWhere: matterChannelLabel[matter.channel],
  number: formId,
  contact: matter.contact,
  engagement: {},
})

/** The words by which the same matter is known again. */
export const wordsOf = (matter: Matter, means: SaveMeans): string =>
  keysOfDraft(registerSource, means)(draftOf(postOf(matter, ''), registerSource)).contentHash

/** What decides which clocks run. */
export interface Clocked {
  kind: MatterKind
  limitDays?: number | undefined
  /** 内容不明确. */
  unclear: boolean
}
const clocked = ({ kind, limitDays, details }: Matter): Clocked => ({
  kind,
  limitDays,
  unclear: details.group === 'disclosure' && details.unclear,
})

/** The clocks of a matter from `startAt`, soonest first: an application that is unclear has that of 补正告知 too. */
export function clocksOf(
  { kind, limitDays, unclear }: Clocked,
  startAt: Date,
  rules: Rules,
): ReturnType<typeof timersFor> {
  const own = timersFor({ grade, kind, startAt, limitDays }, rules)
  if (kind !== 'disclosure' || !unclear) return own
  const notice = timersFor({ grade, kind: 'disclosure-amend', startAt }, rules, own.refs)
  const timers = [...own.timers, ...notice.timers].sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
  return { timers, refs: own.refs }
}

/** 预公开 is open for ten working days at most (勺米 预公开 五). @returns what is wrong with it, if it is meant to be longer. */
export function previewTooLong(
  { details }: Pick<Matter, 'details'>,
  timers: readonly Timer[],
): MatterProblem | null {
  if (details.group !== 'decision-preview') return null
  const limit = timers.find(({ lastDay }) => lastDay !== undefined && details.until > lastDay)
  if (!limit) return null
  const message = `预公开至 ${details.until} 超过规定期限：自发布之日起不超过 ${limit.amount} 个工作日，最晚 ${limit.lastDay}（${limit.document}${limit.clause}）`
  return { field: 'until', message }
}

export const masked = <Details extends MatterDetails>(details: Details): Details =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' && !['group', 'until'].includes(name) ? maskPersonalData(value) : value,
    ]),
  ) as Details

/** What the officer says of it until the machine has read it; no grade is argued and no words are pointed at. */
const asRegistered = ({ group, title, accused }: Matter): Judgement => ({
  grade,
  score: 0,
  factors: [],
  topic: { l1: matterGroupLabel[group], l2: '', l3: '', confidence: 0 },
  units: [],
  focus: [],
  appeal: '其他',
  places: [],
  sentiment: 'neutral',
  emotion: 'neutral',
  keywords: [],
  gist: title,
  accused: [...accused],
  emergency: false,
  version: 'registered',
})

export interface Registration {
  matter: Matter
  formId: string
  evenIfSame: boolean
}

/**
 * Registers a matter: its words become a post, masked and sealed like any other, with an accepted event and a case
 * whose clocks run. A start more than a day back waits for a second person like any other typed start; until then the
 * clocks run from now (docs/rules.md §1).
 * @throws InvalidInput by field; Conflict when the same words came before and the officer has not said it is another.
 */
export async function registerMatter(
  tx: Tx,
  { matter, formId, evenIfSame }: Registration,
  { keywords, means, by }: { keywords: ApiKeywords; means: SaveMeans; by: Person },
): Promise<{ caseFileId: CaseFileId; isNew: boolean }> {
  const before = await tx.registeredMatters.byForm(formId)
  if (before) return { caseFileId: before.caseFileId, isNew: false }
  await tx.registeredMatters.checkNames(matter)
  const rules = await rulesNow(tx, keywords)
  const tooLong = previewTooLong(matter, clocksOf(clocked(matter), matter.startAt, rules).timers)
  if (tooLong) throw new InvalidInput(`没有保存：${tooLong.message}`, [tooLong])
  const sourceId = await tx.receivedSources.register()
  const post = await apart(tx, matter, { formId, evenIfSame, means })
  const [receipt] = await receivePosts(tx, sourceId, [post], means)
  if (!receipt?.id || !receipt.isNew)
    throw new Conflict('相同内容此前已按个人信息删除请求删除，不再登记；确需登记的，请改写内容后重试')
  const { title } = await tx.items.get(receipt.id)
  const judgement = { ...asRegistered(matter), gist: title }
  const eventId = await tx.registeredMatters.openEvent(
    { itemId: receipt.id, title, judgement, at: matter.startAt },
    by,
  )
  if (matter.unitCode) await tx.eventViews.decide(eventId, { unitCode: matter.unitCode }, by.name)
  const startAt = matter.longPast ? tx.now : matter.startAt
  const { timers, refs } = clocksOf(clocked(matter), startAt, rules)
  const caseFileId = await tx.caseFiles.open(
    {
      eventId,
      grade,
      kind: matter.kind,
      regimeCode: rules.choice.base,
      regimes: refs,
      instants: matter.longPast
        ? { discovered: tx.now.toISOString() }
        : { received: matter.startAt.toISOString(), discovered: tx.now.toISOString() },
      timers,
      accusedUnits: matter.accused,
      ...(matter.limitDays === undefined ? {} : { limitDays: matter.limitDays }),
    },
    by,
  )
  if (matter.unitCode)
    await tx.caseFiles.act(caseFileId, { kind: 'dispatched', unitCode: matter.unitCode }, by)
  if (matter.longPast && timers.length > 0)
    await tx.clockChanges.request(
      caseFileId,
      {
        request: { kind: 'change-start', at: matter.startAt.toISOString() },
        reason: matter.lateReason ?? '',
      },
      by,
    )
  const details = masked(matter.details)
  await tx.registeredMatters.save({ ...matter, details, caseFileId, formId, itemId: receipt.id }, by)
  tx.audit.append(
    {
      action: 'matter.registered',
      subject: { kind: 'case-file', id: caseFileId },
      detail: { kind: matter.kind, channel: matter.channel, startWaits: matter.longPast },
    },
    by,
  )
  tx.announce('events')
  tx.announce('cases')
  return { caseFileId, isNew: true }
}

/** Two people may write the same words: the second letter says that it is one, so that neither is lost. */
async function apart(
  tx: Tx,
  matter: Matter,
  { formId, evenIfSame, means }: { formId: string; evenIfSame: boolean; means: SaveMeans },
): Promise<ReceivedPost> {
  const post = postOf(matter, formId)
  const [known] = await tx.registeredMatters.same(wordsOf(matter, means), 1)
  if (!known) return post
  const where = known.caseFile ? `案件第 ${known.caseFile.number} 号` : `“${known.title}”`
  if (!evenIfSame)
    throw new Conflict(
      `相同内容已在${where}中，没有重复登记：请在原案中办理；确为另一份来件的，请勾选“另收一件”后保存`,
      known.caseFile ? { caseFileId: known.caseFile.id } : {},
    )
  return {
    ...post,
    text: `${post.text}\n（与${where}内容相同，于 ${toShanghaiText(tx.now)} 另收一件，登记号 ${formId.slice(0, 8)}）`,
  }
}
