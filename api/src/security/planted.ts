import type { Actor } from '@huiyin/domain/actor'
import type { UserId } from '@huiyin/domain/ids'
import { dayOf } from '@huiyin/domain/shanghai'
import { buildEvent, buildItem, buildJudgement, buildSource } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import { acceptEvent } from '../accept-event.js'
import type { TestApi } from '../testing.js'

/** Strings that occur in walled content only: wherever one turns up, something leaked. */
export const canaries = {
  title: '金丝雀甲标题',
  text: '金丝雀乙正文',
  gist: '金丝雀丙摘要',
  factor: '金丝雀丁依据',
  place: '金丝雀戊地名',
  note: '金丝雀己备注',
  reason: '金丝雀庚理由',
  url: 'canary-hidden-address',
  topic: '金丝雀辛领域',
} as const

const officer: Actor & { kind: 'user' } = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-0000000000aa' as UserId,
  name: '值班员甲',
  roles: ['duty-officer'],
  unitCode: null,
}

/** The unit that is accused, and the one that handles what accuses it. */
export const accusedUnit = 'shuiwu-ju'
export const handlingUnit = 'zhujian-ju'

/** Ordinary life: a source, an event of each unit with a running case, one nobody took, one left out. */
export async function plantOrdinary(api: TestApi): Promise<{ own: string; ownCase: string; other: string }> {
  return await api.run(async (tx) => {
    const sourceId = await buildSource(tx, 'board')
    const own = await buildEvent(tx, { title: '水管爆裂', sourceId, items: [{ text: '路口水管爆裂。' }] })
    const ownCase = await acceptEvent(tx, own, { unitCode: accusedUnit }, api.options.keywords, officer)
    const other = await buildEvent(tx, { title: '电梯故障', sourceId })
    await acceptEvent(tx, other, { unitCode: handlingUnit }, api.options.keywords, officer)
    await buildEvent(tx, { title: '路灯不亮', sourceId })
    await buildItem(tx, { title: '外地新闻', sourceId, admitted: false })
    return { own, ownCase, other }
  })
}

/** A text in the making on the walled case, which speaks of the accused unit. */
async function plantDraft(tx: Tx, caseFileId: string): Promise<void> {
  const author = await tx.accounts.create({
    name: 'planter',
    displayName: '起草人',
    roles: ['unit'],
    unitCode: handlingUnit,
  })
  const by = { ...officer, userId: author.id }
  const draft = {
    caseFileId,
    kind: 'response',
    form: 'statement',
    grade: null,
    unitCode: handlingUnit,
  } as const
  const text = `${canaries.title}，${canaries.text}，水务局正在核实。`
  const id = await tx.reviewDrafts.begin({ ...draft, title: canaries.title, text }, by)
  const begun = await tx.reviewDrafts.summary(id)
  const next = { kind: 'response', state: 'reviewing', level: 'first', returnedFrom: null } as const
  await tx.reviewDrafts.move(begun, next, { step: 'submitted', level: null, remarks: canaries.note }, by)
}

/** What a 监督员 says against the unit, in work elsewhere and late. */
async function plantSuggestion(tx: Tx): Promise<void> {
  const { id: userId } = await tx.accounts.create({
    name: 'register',
    displayName: '登记人',
    roles: ['office'],
    unitCode: null,
  })
  const by = { ...officer, userId }
  const receivedOn = dayOf(tx.now)
  const { id } = await tx.supervisorSuggestions.register(
    {
      supervisor: '监督员',
      means: 'letter',
      area: canaries.topic,
      content: canaries.text,
      receivedOn,
      accusedUnits: [accusedUnit],
    },
    by,
  )
  await tx.supervisorSuggestions.take(
    id,
    { kind: 'handed-on', unitCode: handlingUnit, limitOn: receivedOn, note: canaries.note },
    by,
  )
}

/** What accuses the unit: one event in work elsewhere, one undecided, one dismissed, and a lone assessed post. */
export async function plantAccusations(api: TestApi): Promise<{ event: string; caseFile: string }> {
  const judgement = buildJudgement({
    grade: 'III',
    gist: canaries.gist,
    factors: [{ name: canaries.factor, points: 40, evidence: [], basis: '测试' }],
    places: [canaries.place],
    topic: { l1: canaries.topic, l2: '', l3: '', confidence: 1 },
    accused: [accusedUnit],
    appeal: '举报',
  })
  return await api.run(async (tx) => {
    const planted = { title: canaries.title, judgement, items: [{ text: canaries.text }] }
    const event = await buildEvent(tx, planted)
    await tx.db
      .updateTable('item')
      .set({ url: `https://example.com/${canaries.url}` })
      .where('event_id', '=', event)
      .execute()
    const caseFile = await acceptEvent(
      tx,
      event,
      { unitCode: handlingUnit, reason: canaries.reason },
      api.options.keywords,
      officer,
    )
    await tx.caseFiles.act(caseFile, { kind: 'noted', note: canaries.note }, officer)
    await plantDraft(tx, caseFile)
    const [post] = await tx.assessments.ofEvent(event)
    if (!post) throw new Error('planted without a post')
    await tx.registeredMatters.save(
      {
        caseFileId: caseFile,
        formId: '3f2b8c1d-0000-4000-8000-0000000000aa',
        itemId: post.id,
        channel: 'post',
        startAt: tx.now,
        lateReason: canaries.reason,
        details: { group: 'message', number: canaries.note },
        subjectId: null,
      },
      officer,
    )
    await buildEvent(tx, planted)
    const dismissed = await buildEvent(tx, planted)
    await tx.eventViews.dismiss(dismissed, canaries.reason)
    await buildItem(tx, { title: canaries.title, text: canaries.text, judgement })
    await plantSuggestion(tx)
    return { event, caseFile }
  })
}
