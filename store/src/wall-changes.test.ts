import type { Actor } from '@huiyin/domain/actor'
import type { EventId, UnitCode, UserId } from '@huiyin/domain/ids'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildItem, buildJudgement, buildUnit } from './testing-builders.js'
import type { Tx } from './tx.js'

let shelf: TestStore
let officer: Actor & { kind: 'user' }
let leader: Actor & { kind: 'user' }
let event: EventId

const water: Actor = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-0000000000bb' as UserId,
  name: '水务局经办人',
  roles: ['unit'],
  unitCode: 'shuiwu-ju' as UnitCode,
}
const service = <T>(work: (tx: Tx) => Promise<T>) =>
  shelf.store.as({ kind: 'service', name: 'api' }).transaction(work)
const as = <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => shelf.store.as(actor).transaction(work)

const person = async (name: string, role: 'duty-officer' | 'leader' | 'office') => {
  const { id } = await service((tx) =>
    tx.accounts.create({ name, displayName: name, roles: [role], unitCode: null }),
  )
  return { kind: 'user', userId: id, name, roles: [role], unitCode: null } as const
}

beforeAll(async () => {
  shelf = await openTestStore()
  await service((tx) =>
    tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [buildUnit('shuiwu-ju', '水务局'), buildUnit('zhujian-ju', '住建局')],
    ),
  )
  officer = await person('duty', 'duty-officer')
  leader = await person('boss', 'leader')
})
afterAll(() => shelf.close())

const caseOfWater = (eventId: EventId) =>
  service(async (tx) => {
    const file = await tx.caseFiles.open(
      { eventId, kind: 'opinion', grade: 'IV', regimeCode: 'national-2016', timers: [], accusedUnits: [] },
      officer,
    )
    await tx.caseFiles.act(file, { kind: 'dispatched', unitCode: 'shuiwu-ju' as UnitCode }, officer)
    return file
  })

/** How many events and case files the water bureau sees of this one. */
const seenByWater = (eventId = event) =>
  as(water, async (tx) => {
    const of = (table: 'opinion_event' | 'case_file', column: 'id' | 'event_id') =>
      tx.db
        .selectFrom(table)
        .select(column as 'id')
        .where(column as 'id', '=', eventId)
        .execute()
    return [(await of('opinion_event', 'id')).length, (await of('case_file', 'event_id')).length]
  })

const ask = (direction: 'raise' | 'lift', by = officer) =>
  as(by, (tx) =>
    tx.wallChanges.request(event, { direction, unitCode: 'shuiwu-ju', reason: '来电反映该单位' }, by),
  )
const decide = (id: string, approve: boolean, by = leader) =>
  as(by, (tx) => tx.wallChanges.decide(id, { approve }, by))

beforeEach(async () => {
  event = await service((tx) => buildEvent(tx))
  await caseOfWater(event)
})

test('a raised wall hides event and case at once, before anyone has confirmed it', async () => {
  expect(await seenByWater()).toEqual([1, 1])
  const change = await ask('raise')
  expect(change.state).toBe('pending')
  expect(await seenByWater()).toEqual([0, 0])
  await decide(change.id, true)
  expect(await seenByWater()).toEqual([0, 0])
})

test('a raised wall that the second person refuses comes down again', async () => {
  await decide((await ask('raise')).id, false)
  expect(await seenByWater()).toEqual([1, 1])
})

test('a refused request leaves the wall standing when a post accuses the unit meanwhile', async () => {
  const change = await ask('raise')
  await service((tx) =>
    buildItem(tx, { eventId: event, judgement: buildJudgement({ accused: ['shuiwu-ju'] }) }),
  )
  await decide(change.id, false)
  expect(await seenByWater()).toEqual([0, 0])
})

test('a wall comes down only when a second person agrees', async () => {
  await decide((await ask('raise')).id, true)
  const lift = await ask('lift')
  expect(await seenByWater()).toEqual([0, 0])
  await decide(lift.id, true)
  expect(await seenByWater()).toEqual([1, 1])
})

test('a refused lifting leaves the wall standing', async () => {
  await decide((await ask('raise')).id, true)
  await decide((await ask('lift')).id, false)
  expect(await seenByWater()).toEqual([0, 0])
})

test('nobody confirms his own request, neither through the program nor past it', async () => {
  const office = await person(`office-${event}`.slice(0, 30), 'office')
  const change = await ask('raise', office)
  await expect(decide(change.id, true, office)).rejects.toThrow('第二人')
  await expect(
    as(office, (tx) =>
      tx.db
        .updateTable('wall_change')
        .set({ state: 'approved', decided_by: office.userId, decided_by_name: 'x', decided_at: tx.now })
        .where('id', '=', change.id)
        .execute(),
    ),
  ).rejects.toThrow('wall_change_second_person')
})

test('the desk cannot confirm, and nobody decides in another’s name', async () => {
  const change = await ask('raise')
  const forge = (by: Actor, decidedBy: string) =>
    as(by, (tx) =>
      tx.db
        .updateTable('wall_change')
        .set({ state: 'approved', decided_by: decidedBy, decided_by_name: 'x', decided_at: tx.now })
        .where('id', '=', change.id)
        .executeTakeFirstOrThrow(),
    )
  const second = await person(`duty-${event}`.slice(0, 30), 'duty-officer')
  expect((await forge(second, second.userId)).numUpdatedRows).toBe(0n)
  await expect(forge(leader, officer.userId)).rejects.toThrow(/row-level security|second_person/)
})

test('what was lifted stays lifted when the machine proposes the same again', async () => {
  await service((tx) => tx.events.propose(event, buildJudgement({ accused: ['shuiwu-ju'] })))
  expect(await seenByWater()).toEqual([0, 0])
  await decide((await ask('lift')).id, true)
  await service((tx) => tx.events.propose(event, buildJudgement({ accused: ['shuiwu-ju'], score: 30 })))
  expect(await seenByWater()).toEqual([1, 1])
})

test('a post found after the lifting that accuses the unit puts the wall up again', async () => {
  await decide((await ask('raise')).id, true)
  await decide((await ask('lift')).id, true)
  shelf.clock.advance(1_000)
  const judgement = buildJudgement({ accused: ['shuiwu-ju'] })
  await service(async (tx) => {
    await buildItem(tx, { eventId: event, judgement })
    await tx.events.propose(event, judgement)
  })
  expect(await seenByWater()).toEqual([0, 0])
})

test('one change waits at a time, and a wall is not raised twice', async () => {
  const change = await ask('raise')
  await expect(ask('raise')).rejects.toThrow('已对水务局隔离')
  await expect(ask('lift')).rejects.toThrow('待确认')
  await decide(change.id, true)
  await expect(decide(change.id, true)).rejects.toThrow('已有人处理')
})

test('the database refuses to hand a case to a unit it accuses, whoever asks', async () => {
  const accusing = await service((tx) => buildEvent(tx, { judgement: { accused: ['shuiwu-ju'] } }))
  const file = await service((tx) =>
    tx.caseFiles.open(
      {
        eventId: accusing,
        kind: 'opinion',
        grade: 'IV',
        regimeCode: 'national-2016',
        timers: [],
        accusedUnits: [],
      },
      officer,
    ),
  )
  for (const change of [{ lead_unit_code: 'shuiwu-ju' }, { assist_unit_codes: ['shuiwu-ju'] }])
    await expect(
      service((tx) => tx.db.updateTable('case_file').set(change).where('id', '=', file).execute()),
    ).rejects.toThrow('handed to a unit it accuses')
})

test('a person of the accused unit sees nothing, whatever other roles he holds', async () => {
  const accusing = await service((tx) => buildEvent(tx, { judgement: { accused: ['shuiwu-ju'] } }))
  const insider: Actor = { ...water, roles: ['duty-officer', 'unit'] } as Actor
  const count = (actor: Actor) =>
    as(actor, async (tx) => {
      const rows = await tx.db.selectFrom('item').select('id').where('event_id', '=', accusing).execute()
      return rows.length
    })
  expect(await count(officer)).toBe(1)
  expect(await count(insider)).toBe(0)
})

test('a unit reads its event and cannot write it', async () => {
  const { numUpdatedRows } = await as(water, (tx) =>
    tx.db
      .updateTable('opinion_event')
      .set({ title: '改了' })
      .where('id', '=', event)
      .executeTakeFirstOrThrow(),
  )
  expect(numUpdatedRows).toBe(0n)
  await expect(as(water, (tx) => buildItem(tx, { eventId: event }))).rejects.toThrow('row-level security')
})
