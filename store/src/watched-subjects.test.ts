import type { Actor } from '@huiyin/domain/actor'
import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { UnitCode } from '@huiyin/domain/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildUnit } from './testing-builders.js'
import type { Tx } from './tx.js'

let shelf: TestStore
let officer: Actor & { kind: 'user' }
const service = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'api' }).transaction(work)
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => shelf.store.as(actor).transaction(work)
const draft = (name: string, rule = '停水') => ({ name, rule, exclusion: '', note: '' })

beforeAll(async () => {
  shelf = await openTestStore()
  officer = await service(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [buildUnit('shuiwu-ju', '水务局'), buildUnit('zhujian-ju', '住建局')],
    )
    const { id } = await tx.accounts.create({
      name: 'duty',
      displayName: '值班员',
      roles: ['duty-officer'],
      unitCode: null,
    })
    return { kind: 'user', userId: id, name: '值班员', roles: ['duty-officer'], unitCode: null }
  })
})
afterAll(() => shelf.close())

test('every save is a version, and an old one can be read as it was', async () => {
  const { id } = await as(officer, (tx) => tx.watchedSubjects.create(draft('供水'), officer))
  await as(officer, (tx) =>
    tx.watchedSubjects.save(id, 1, { ...draft('供水', '停水、断水'), note: '补充断水' }, officer),
  )
  expect(await as(officer, (tx) => tx.watchedSubjects.get(id))).toMatchObject({
    version: 2,
    rule: '停水、断水',
    matched: false,
  })
  expect(await as(officer, (tx) => tx.watchedSubjects.versions(id))).toMatchObject([
    { version: 2, rule: '停水、断水', note: '补充断水', savedBy: '值班员' },
    { version: 1, rule: '停水' },
  ])
})

test('whoever saves on an older version than there is, is told so and changes nothing', async () => {
  const { id } = await as(officer, (tx) => tx.watchedSubjects.create(draft('道路'), officer))
  const save = (basedOn: number) =>
    as(officer, (tx) => tx.watchedSubjects.save(id, basedOn, draft('道路', '塌陷'), officer))
  await save(1)
  await expect(save(1)).rejects.toThrow(Conflict)
  expect(await as(officer, (tx) => tx.watchedSubjects.versions(id))).toHaveLength(2)
})

test('two subjects do not share a name', async () => {
  await as(officer, (tx) => tx.watchedSubjects.create(draft('学校'), officer))
  await expect(as(officer, (tx) => tx.watchedSubjects.create(draft('学校'), officer))).rejects.toThrow(
    InvalidInput,
  )
})

test('leaders read and do not write; units, administrators and screens find nothing', async () => {
  const { id } = await as(officer, (tx) => tx.watchedSubjects.create(draft('医院'), officer))
  const leader: Actor = { ...officer, roles: ['leader'] }
  expect((await as(leader, (tx) => tx.watchedSubjects.get(id))).name).toBe('医院')
  await expect(
    as(leader, (tx) => tx.watchedSubjects.save(id, 1, draft('医院', '医闹'), officer)),
  ).rejects.toThrow(Conflict)
  for (const actor of [
    { ...officer, roles: ['unit'], unitCode: 'zhujian-ju' as UnitCode },
    { ...officer, roles: ['administrator'] },
    { kind: 'display', linkId: '00000000-0000-4000-8000-000000000000' },
  ] as Actor[])
    await expect(as(actor, (tx) => tx.watchedSubjects.get(id))).rejects.toThrow(NotFound)
})

test('a count does not tell of what is walled: an officer of the accused unit counts without it', async () => {
  const { id, version } = await as(officer, (tx) => tx.watchedSubjects.create(draft('水费'), officer))
  await service(async (tx) => {
    for (const accused of [[], ['shuiwu-ju']])
      await buildEvent(tx, { judgement: { accused }, items: [{ text: '停水' }] })
    const items = await tx.subjectMentions.itemsSince(new Date(0), null, 10)
    await tx.subjectMentions.replaceOf(
      { subjectId: id, version },
      items.map((item) => ({ ...item, spans: [{ start: 0, end: 2, text: '小区' }] })),
    )
  })
  const seen = async (actor: Actor) => {
    const page = await as(actor, (tx) => tx.subjectMentions.page(id))
    const daily = await as(actor, (tx) => tx.subjectMentions.daily(7))
    return [page.total, page.rows.length, daily.find(({ subjectId }) => subjectId === id)?.hits]
  }
  expect(await seen(officer)).toEqual([2, 2, 2])
  expect(await seen({ ...officer, unitCode: 'shuiwu-ju' as UnitCode })).toEqual([1, 1, 1])
})

test('the hits of a subject are paged to the last, newest first', async () => {
  const { id, version } = await as(officer, (tx) => tx.watchedSubjects.create(draft('路灯'), officer))
  await service(async (tx) => {
    const event = await buildEvent(tx, { items: Array.from({ length: 5 }, () => ({ text: '停水' })) })
    const items = await tx.db.selectFrom('item').select('id').where('event_id', '=', event).execute()
    await tx.subjectMentions.replaceOf(
      { subjectId: id, version },
      items.map((item) => ({ id: item.id as never, foundAt: tx.now, spans: [] })),
    )
  })
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await as(officer, (tx) =>
      tx.subjectMentions.page(id, { limit: 2, ...(cursor ? { cursor } : {}) }),
    )
    ids.push(...page.rows.map((row) => row.id))
    cursor = page.next
  }
  expect(new Set(ids).size).toBe(5)
  expect(ids).toHaveLength(5)
})
