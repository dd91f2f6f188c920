import type { Actor } from '@huiyin/domain/actor'
import type { ItemId } from '@huiyin/domain/ids'
import { countyDirectory } from '@huiyin/keywords/directory'
import { shippedRules } from '@huiyin/keywords/lexicon'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { buildItem, buildJudgement } from '@huiyin/store/testing-builders'
import type { Tx } from '@huiyin/store/tx'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { analyzerActor, localAnalyzer } from '../local-analyzer.js'
import { packVector } from '../signature-vector.js'
import { qinghe, towns } from '../test-analyzer.js'
import { analyzeItem } from './analyze-item.js'
import { clusterItem } from './cluster-item.js'
import { learnWeights } from './learn-weights.js'
import { rejudgeOpenEvents } from './rejudge-open-events.js'
import { replayChange } from './replay-change.js'

type Person = Actor & { kind: 'user' }

let opened: TestStore
let officer: Person
let leader: Person
let deps: { store: TestStore['store']; local: ReturnType<typeof localAnalyzer> }
const as = <T>(work: (tx: Tx) => Promise<T>, actor: Actor = analyzerActor) =>
  opened.store.as(actor).transaction(work)

const person = async (name: string, role: 'duty-officer' | 'leader'): Promise<Person> => {
  const { id } = await as((tx) =>
    tx.accounts.create({ name, displayName: name, roles: [role], unitCode: null }),
  )
  return { kind: 'user', userId: id, name, roles: [role], unitCode: null }
}

beforeEach(async () => {
  opened = await openTestStore()
  await as((tx) => tx.jurisdiction.start(qinghe, [...countyDirectory(), ...towns]))
  officer = await person('desk', 'duty-officer')
  leader = await person('head', 'leader')
  deps = { store: opened.store, local: localAnalyzer(opened.store) }
})
afterEach(() => opened.close())

async function eventOf(text: string): Promise<string> {
  const itemId: ItemId = await as((tx) => buildItem(tx, { admitted: null, title: '', text }))
  await analyzeItem({ itemId }, deps)
  await clusterItem({ itemId }, deps)
  const { eventId } = await as((tx) => tx.items.get(itemId))
  if (!eventId) throw new Error(`no event for ${text}`)
  return eventId
}

const raised = {
  'severity.yml': shippedRules('severity.yml').replaceAll('III: {deaths: 3', 'III: {deaths: 5'),
}
const proposeRules = (files: Record<string, string>) =>
  as((tx) => tx.judgementChanges.propose({ scope: 'rules', note: '试一试', files }, officer), officer)
const change = (id: string) => as((tx) => tx.judgementChanges.get(id))

test('a change of rules is replayed on past decisions: what an officer decided is broken or fixed by name', async () => {
  const eventId = await eventOf('柳河镇一栋民房起火，造成4人死亡。')
  await as((tx) => tx.eventViews.decide(eventId, { grade: 'III' }, officer.name))
  const id = await proposeRules(raised)
  await replayChange({ changeId: id }, deps)
  const { replay } = await change(id)
  expect(replay).toMatchObject({ past: 1, fixes: 0 })
  expect(replay?.rows).toContainEqual({
    task: 'grade',
    source: 'past',
    id: eventId,
    expected: 'III',
    before: 'III',
    after: 'IV',
  })
})

test('rules that name a group nobody wrote are refused with file and rule, and cannot be switched on', async () => {
  const broken = shippedRules('severity.yml').replace('all: [[', 'all: [[没有这一组, ')
  const id = await proposeRules({ 'severity.yml': broken })
  await replayChange({ changeId: id }, deps)
  expect((await change(id)).problem).toContain('severity.yml')
  await expect(
    as((tx) => tx.judgementChanges.switch({ scope: 'rules', changeId: id, reason: '启用' }, leader), leader),
  ).rejects.toThrow('尚未完成回放')
})

test('switched on by another person it judges, open events follow, decided ones stay; then it is taken back', async () => {
  const open = await eventOf('柳河镇一栋民房起火，造成4人死亡。')
  const decided = await eventOf('白塔乡石桥村沼气池中毒，造成3人死亡。')
  await as((tx) => tx.eventViews.decide(decided, { grade: 'III' }, officer.name))
  const id = await proposeRules(raised)
  await replayChange({ changeId: id }, deps)
  await expect(
    as(
      (tx) => tx.judgementChanges.switch({ scope: 'rules', changeId: id, reason: '启用' }, officer),
      officer,
    ),
  ).rejects.toThrow('须由提出人以外的第二人启用')
  const gradeOf = (eventId: string) => as(async (tx) => (await tx.eventViews.lock(eventId)).grade)
  const turn = async (changeId: string | null) => {
    opened.clock.advance(60_000)
    await as(
      (tx) => tx.judgementChanges.switch({ scope: 'rules', changeId, reason: '核对过' }, leader),
      leader,
    )
    deps.local.forget()
    await rejudgeOpenEvents({ run: 'now' }, deps)
  }
  expect(await gradeOf(open)).toBe('III')
  await turn(id)
  expect([await gradeOf(open), await gradeOf(decided)]).toEqual(['IV', 'III'])
  await turn(null)
  expect([await gradeOf(open), await gradeOf(decided)]).toEqual(['III', 'III'])
  expect((await change(id)).active).toBe(false)
  const versions = await as((tx) => tx.judgementChanges.versions())
  expect(new Set(versions.map(({ version }) => version)).size).toBe(2)
  expect(versions[0]?.version, 'the one returned to is in force, though it was seen first').toBe(
    (await deps.local.current()).version,
  )
})

test('corrections of units teach weights; the newest fifth is kept back and the rest is marked as learnt', async () => {
  const fagai = 'fagai'
  for (const text of [
    '公共充电桩装好半年不通电，电动车没法充电',
    '充电桩收费翻倍，充电价格没有公示',
    '停车场充电桩全部损坏，充电扫码没有反应',
    '安装家用充电桩要什么手续，物业不让装',
    '新装充电桩一直闪红灯，充不上电',
  ]) {
    const eventId = await as(async (tx) => {
      const judgement = buildJudgement()
      const itemId = await buildItem(tx, { title: '', text, judgement })
      const signature = { minhash: [], terms: {}, places: [], topics: [] }
      return await tx.eventPlacing.open({
        itemId,
        title: text,
        signature,
        judgement,
        publishedAt: null,
        foundAt: tx.now,
        keys: [],
        period: 0,
        vector: packVector(signature),
      })
    })
    await as((tx) => tx.eventViews.decide(eventId, { unitCode: fagai }, officer.name))
  }
  const id = await as(
    (tx) => tx.judgementChanges.propose({ scope: 'weights', note: '充电桩归发改' }, officer),
    officer,
  )
  await learnWeights({ changeId: id }, deps)
  await replayChange({ changeId: id }, deps)
  const { taughtBy, replay, problem } = await change(id)
  expect(problem).toBeNull()
  expect(taughtBy).toBe(4)
  const past = replay?.rows.filter(({ source }) => source === 'past') ?? []
  expect(past.filter(({ after }) => after === '发改').length).toBeGreaterThan(0)
  expect(past.filter(({ learned }) => !learned).length).toBeLessThanOrEqual(1)
})

test('with nothing decided there is nothing to learn, and the change says so', async () => {
  const id = await as(
    (tx) => tx.judgementChanges.propose({ scope: 'weights', note: '学习' }, officer),
    officer,
  )
  await learnWeights({ changeId: id }, deps)
  expect((await change(id)).problem).toContain('还没有可学的决定')
})
