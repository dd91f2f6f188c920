import type { EventView } from '@huiyin/domain/http/opinion-events'
import type { UnitCode } from '@huiyin/domain/ids'
import { buildEvent, buildSource, buildUnit } from '@huiyin/store/testing-builders'
import type { LightMyRequestResponse } from 'fastify'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person
const nobody = '3f2b8c1d-0000-4000-8000-00000000dead'

beforeEach(async () => {
  api = await openTestApi({ at: '2026-03-02T09:00:00+08:00' })
  officer = await api.signedIn('officer', ['duty-officer'])
  await api.run(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      [buildUnit('shuiwu-ju', '水务局'), buildUnit('zhujian-ju', '住建局')],
    )
    await buildSource(tx)
  })
})
afterEach(() => api.close())

const event = (title: string, items = 1, accused: string[] = []) =>
  api.run((tx) =>
    buildEvent(tx, {
      title,
      judgement: { accused },
      items: Array.from({ length: items }, (_, at) => ({ title: `${title}${at}` })),
    }),
  )
const post = (path: string, body?: object) => officer.send('POST', `/api/${path}`, body)
const merge = (id: string, ...eventIds: string[]) => post(`opinion-events/${id}/merge`, { eventIds })
const read = async (id: string): Promise<EventView> => (await officer.get(`/api/opinion-events/${id}`)).json()
const feed = async (): Promise<string[]> =>
  (await officer.get('/api/opinion-events'))
    .json()
    .rows.map(({ title }: { title: string }) => title)
    .sort()
const said = ({ statusCode, body }: LightMyRequestResponse) => [statusCode, JSON.parse(body).title]
const titles = ({ items }: EventView) => items.map(({ title }) => title).sort()

describe('合并', () => {
  test('what was merged away is in no list, and its address leads to the survivor', async () => {
    const [kept, gone] = [await event('停水', 2), await event('没水', 1)]
    const answer = await merge(kept, gone)
    expect([answer.statusCode, answer.json().itemCount]).toEqual([200, 3])
    expect(await feed()).toEqual(['停水'])
    expect((await read(gone)).id).toBe(kept)
    expect((await officer.get('/api/opinion-events/counts')).json().open).toBe(1)
    expect((await read(kept)).merges).toMatchObject([{ title: '没水', items: 1, by: 'officer同志' }])
  })

  test('an undone merge restores the event with its items, under its own number, and nothing merges them again', async () => {
    const [kept, gone] = [await event('停水', 2), await event('没水', 2)]
    const { number } = await read(gone)
    const view: EventView = (await merge(kept, gone)).json()
    const undone = await post(`event-merges/${view.merges[0]!.id}/undo`)
    expect([undone.statusCode, undone.json().itemCount]).toEqual([200, 2])
    expect(await read(gone)).toMatchObject({ id: gone, number, itemCount: 2 })
    expect(await feed()).toEqual(['停水', '没水'].sort())
    expect(await api.run((tx) => tx.eventPlacing.separatedFrom(kept))).toEqual(new Set([gone]))
    expect(said(await post(`event-merges/${view.merges[0]!.id}/undo`))).toEqual([
      404,
      '没有这次合并，或它已被撤销；请刷新后再看',
    ])
  })

  test('an accusation merged in walls the survivor, and goes with it again when that is undone', async () => {
    const [kept, gone] = [await event('停水'), await event('举报', 1, ['shuiwu-ju'])]
    const view: EventView = (await merge(kept, gone)).json()
    expect(view.walled).toBe(true)
    const undone = await post(`event-merges/${view.merges[0]!.id}/undo`)
    expect([undone.json().walled, (await read(gone)).walled]).toEqual([false, true])
  })

  test('two events with case files are not merged, and one with a case file must be the survivor', async () => {
    const [first, second] = [await event('停水'), await event('没水')]
    await post(`opinion-events/${first}/accept`, {})
    const refused = said(await merge(second, first))
    expect(refused).toEqual([409, expect.stringContaining('请改选它作为保留事件')])
    const third = await event('缺水')
    await post(`opinion-events/${third}/accept`, {})
    expect(said(await merge(first, third))).toEqual([409, expect.stringContaining('都已立案')])
    expect((await merge(first, second)).statusCode).toBe(200)
  })

  test('what accuses the unit that handles the case is not merged into it', async () => {
    const [kept, gone] = [await event('停水'), await event('举报', 1, ['shuiwu-ju'])]
    await post(`opinion-events/${kept}/accept`, { unitCode: 'shuiwu-ju' as UnitCode })
    expect(said(await merge(kept, gone))).toEqual([409, expect.stringContaining('信访工作条例第三十条')])
  })

  test('an event that is not there, or only itself, is refused in words', async () => {
    const kept = await event('停水')
    expect((await merge(kept, nobody)).statusCode).toBe(404)
    expect(said(await merge(kept, kept))).toEqual([400, '请选择要并入的其他事件'])
  })
})

describe('拆分', () => {
  test('items taken out open an event of their own, which is never merged back', async () => {
    const id = await event('停水', 3)
    const { items } = await read(id)
    const answer = await post(`opinion-events/${id}/split`, {
      itemIds: items.filter((item) => item.title === '停水2').map((item) => item.id),
    })
    const own: EventView = answer.json()
    expect([answer.statusCode, titles(own), own.items[0]?.placedBy]).toEqual([200, ['停水2'], 'officer同志'])
    expect(titles(await read(id))).toEqual(['停水0', '停水1'])
    expect(await api.run((tx) => tx.eventPlacing.separatedFrom(id))).toEqual(new Set([own.id]))
  })

  test('an accusation taken out is walled alone; what it left stays walled until two people lift it', async () => {
    const id = await event('举报', 2, ['shuiwu-ju'])
    const { items } = await read(id)
    const own: EventView = (await post(`opinion-events/${id}/split`, { itemIds: [items[0]!.id] })).json()
    expect([own.walled, (await read(id)).walled]).toEqual([true, true])
  })

  test('items can be put into another event, but not all of them, and not those of another', async () => {
    const [id, into] = [await event('停水', 2), await event('没水')]
    const { items } = await read(id)
    const split = (itemIds: string[]) => post(`opinion-events/${id}/split`, { itemIds, into })
    expect((await split([items[0]!.id])).json()).toMatchObject({ id: into, itemCount: 2 })
    expect(said(await split([items[1]!.id]))).toEqual([400, expect.stringContaining('至少要留下一条信息')])
    expect(said(await split([items[0]!.id]))).toEqual([409, expect.stringContaining('已不在本事件中')])
  })
})

test('an event is locked and unlocked by name', async () => {
  const id = await event('停水')
  const lock = (locked: boolean) => officer.send('PUT', `/api/opinion-events/${id}/lock`, { locked })
  expect((await lock(true)).json()).toMatchObject({ locked: true, lockedBy: 'officer同志' })
  expect((await lock(false)).json()).toMatchObject({ locked: false, lockedBy: null })
})

test('an alarm stands until somebody takes note of it', async () => {
  const id = await event('停水', 5)
  const spike = { windowHours: 1, items: 5, expected: 0.1, reason: '1 小时内已有 5 条信息' }
  const raise = () => api.run((tx) => tx.eventHeat.raise(id, spike, { quietHours: 6, againFactor: 2 }))
  expect([await raise(), await raise()]).toEqual([true, false])
  const { rows } = (await officer.get('/api/opinion-events')).json()
  expect(rows[0].alarm.reason).toBe(spike.reason)
  expect((await post(`opinion-events/${id}/acknowledge-alarm`)).json().alarm).toBeNull()
  expect(await raise()).toBe(false)
  api.clock.advance(7 * 3_600_000)
  expect(await raise()).toBe(true)
})

test('heat falls by half in twelve hours', async () => {
  const id = await event('停水', 2)
  const rules = {
    windowHours: 72,
    halfLifeHours: 12,
    growthHours: 3,
    normalDays: 30,
    engagement: { reads: 0.01, likes: 0.2, comments: 1, shares: 2 },
  }
  const measured = () =>
    api.run(async (tx) => {
      await tx.eventHeat.measure([id], rules, await tx.eventHeat.normals(rules))
      const { heat, growthPerHour } = await tx.eventViews.detail(id)
      return [heat, growthPerHour]
    })
  expect(await measured()).toEqual([20, expect.closeTo(2 / 3)])
  api.clock.advance(12 * 3_600_000)
  expect(await measured()).toEqual([10, 0])
})

test('every act of grouping is in the audit', async () => {
  const [kept, gone] = [await event('停水', 2), await event('没水')]
  await merge(kept, gone)
  const auditor = await api.signedIn('auditor', ['auditor'])
  const { rows } = (await auditor.get('/api/audit-entries?action=event.merged')).json()
  expect(rows).toHaveLength(1)
})
