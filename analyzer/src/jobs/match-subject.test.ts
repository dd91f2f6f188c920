import type { Actor } from '@huiyin/domain/actor'
import type { ItemId } from '@huiyin/domain/ids'
import { countyDirectory } from '@huiyin/keywords/directory'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { type BuildItem, buildEvent, buildItem } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { analyzerActor, localAnalyzer } from '../local-analyzer.js'
import { announceLeftovers } from '../reconcile.js'
import { qinghe, towns } from '../test-analyzer.js'
import { analyzeItem } from './analyze-item.js'
import { matchSubject } from './match-subject.js'

let opened: TestStore
let officer: Actor & { kind: 'user' }
const as = <T>(work: (tx: Tx) => Promise<T>) => opened.store.as(analyzerActor).transaction(work)

beforeEach(async () => {
  opened = await openTestStore()
  officer = await as(async (tx) => {
    await tx.jurisdiction.start(qinghe, [...countyDirectory(), ...towns])
    const { id } = await tx.accounts.create({
      name: 'duty',
      displayName: '值班员',
      roles: ['duty-officer'],
      unitCode: null,
    })
    return { kind: 'user', userId: id, name: '值班员', roles: ['duty-officer'], unitCode: null }
  })
})
afterEach(() => opened.close())

const desk = <T>(work: (tx: Tx) => Promise<T>) => opened.store.as(officer).transaction(work)
const watch = (rule: string, exclusion = '') =>
  desk((tx) => tx.watchedSubjects.create({ name: '广场舞', rule, exclusion, note: '' }, officer))
const post = (over: BuildItem): Promise<ItemId> => as((tx) => buildItem(tx, { admitted: null, ...over }))
const local = () => localAnalyzer(opened.store)
const hits = (id: string) => as((tx) => tx.subjectMentions.page(id))
const item = (id: ItemId) => as((tx) => tx.items.get(id))
const routine = { title: '青禾县开展广场舞展演', text: '青禾县文艺演出圆满结束，广场舞获好评。' }

test('what hits a watched subject is taken in for it, with the words, even routine news', async () => {
  const before = await post(routine)
  await analyzeItem({ itemId: before }, { store: opened.store, local: local() })
  expect((await item(before)).admission?.admitted).toBe(false)
  const subject = await watch('广场舞 NOT 通知')
  const itemId = await post(routine)
  await analyzeItem({ itemId }, { store: opened.store, local: local() })
  expect((await item(itemId)).admission).toEqual({
    admitted: true,
    reason: '提及“青禾”；命中专题“广场舞”（广场舞）',
  })
  expect((await hits(subject.id)).rows).toMatchObject([
    {
      id: itemId,
      spans: [
        { start: 5, end: 8, text: '广场舞' },
        { start: 23, end: 26, text: '广场舞' },
      ],
    },
  ])
})

test('another county’s is not ours, whatever the subject', async () => {
  await watch('广场舞')
  const itemId = await post({ title: '江苏宿迁广场舞', text: '江苏宿迁城区跳广场舞。' })
  await analyzeItem({ itemId }, { store: opened.store, local: local() })
  expect((await item(itemId)).admission?.admitted).toBe(false)
})

test('a saved rule is matched against the last days, and what it takes in is analysed again', async () => {
  const old = await post({ ...routine, foundAt: new Date('2026-02-20T00:00:00Z') })
  const left = await post({ ...routine, text: '一则通知。', admitted: false })
  const fresh = await post({ ...routine, admitted: false })
  const subject = await watch('广场舞', '通知')
  expect(await as((tx) => tx.watchedSubjects.unmatched())).toHaveLength(1)
  await matchSubject({ subjectId: subject.id, version: 1 }, opened)
  await matchSubject({ subjectId: subject.id, version: 1 }, opened)
  expect((await hits(subject.id)).rows.map(({ id }) => id)).toEqual([fresh])
  expect(await opened.store.queues.counts()).toMatchObject({ analyze: { waiting: 1 } })
  expect(await as((tx) => tx.watchedSubjects.unmatched())).toEqual([])
  expect([old, left]).not.toContain(fresh)
})

test('a changed rule takes its former hits back, and a job of the former version does nothing', async () => {
  await post({ ...routine, admitted: false })
  const subject = await watch('广场舞')
  await matchSubject({ subjectId: subject.id, version: 1 }, opened)
  expect((await hits(subject.id)).total).toBe(1)
  await desk((tx) =>
    tx.watchedSubjects.save(subject.id, 1, { name: '合唱', rule: '合唱', exclusion: '', note: '' }, officer),
  )
  await matchSubject({ subjectId: subject.id, version: 1 }, opened)
  expect((await hits(subject.id)).total).toBe(1)
  await matchSubject({ subjectId: subject.id, version: 2 }, opened)
  expect((await hits(subject.id)).total).toBe(0)
})

test('a worker that still holds the former version does not undo what the new one found', async () => {
  const itemId = await post({ ...routine, admitted: false })
  const subject = await watch('合唱')
  const behind = local()
  await behind.subjects()
  await desk((tx) =>
    tx.watchedSubjects.save(subject.id, 1, { name: '舞', rule: '广场舞', exclusion: '', note: '' }, officer),
  )
  await matchSubject({ subjectId: subject.id, version: 2 }, opened)
  await analyzeItem({ itemId }, { store: opened.store, local: behind })
  expect((await hits(subject.id)).total).toBe(1)
  behind.forgetSubjects()
  await analyzeItem({ itemId }, { store: opened.store, local: behind })
  expect((await item(itemId)).admission).toMatchObject({ admitted: true })
})

test('a match a crash left owing is announced again', async () => {
  await watch('广场舞')
  expect(await announceLeftovers(opened.store)).toMatchObject({ match: 1 })
})

test('the feed of a subject shows the events it hits and no others', async () => {
  const subject = await watch('停水')
  const [hit] = await as(async (tx) => [
    await buildEvent(tx, { items: [{ text: '停水三天' }] }),
    await buildEvent(tx, { title: '路灯', items: [{ title: '路灯', text: '路灯不亮' }] }),
  ])
  await matchSubject({ subjectId: subject.id, version: 1 }, opened)
  const page = await desk((tx) => tx.eventViews.page({ subject: subject.id }))
  expect([page.total, page.rows.map(({ id }) => id)]).toEqual([1, [hit]])
})
