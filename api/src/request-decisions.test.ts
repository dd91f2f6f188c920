import type { NoticeView } from '@huiyin/domain/http/notices'
import type { UnitCode, UserId } from '@huiyin/domain/ids'
import { decisionsOf } from '@huiyin/store/notice-decisions'
import { buildEvent, buildItem } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnce } from './notices/courier.js'
import type { Person } from './testing.js'
import { admin, api, ask, leader, office, officer, openDesk, opened, water, work } from './testing-clocks.js'

beforeAll(async () => {
  await openDesk()
  await work('shaomi')
})
afterAll(() => api.close())

/** What this person was told of decisions on what he had asked for; newest first. */
const answersTo = async (person: Person): Promise<NoticeView[]> => {
  await carryOnce(api.options)
  const { rows } = (await person.get('/api/notices')).json() as { rows: NoticeView[] }
  return rows.filter(({ kind }) => kind === 'request-decided')
}
const refuse = async (by: Person, path: string, reason: string) => {
  api.clock.advance(60_000)
  const answer = await by.send('POST', `${path}/decision`, { approve: false, reason })
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body])
}

const extension = async () => {
  const file = await opened({ kind: 'disclosure' })
  const asked = await ask(water, file.id, { kind: 'extend', timerCode: 'disclosure', amount: 5 })
  expect(asked.statusCode).toBe(201)
  return { file, path: `/api/clock-changes/${asked.json().id}` }
}

test('a unit whose extension is refused is told so with the reason, and nobody else is', async () => {
  const { file, path } = await extension()
  expect(await answersTo(water)).toEqual([])
  await refuse(leader, path, '材料不齐，请先补正')
  expect(await answersTo(water)).toMatchObject([
    {
      words: `您申请的案件第 ${file.number} 号“延长时限”：不同意`,
      path: `/cases/${file.id}`,
      readAt: null,
      decision: { by: leader.me.displayName, reason: '材料不齐，请先补正' },
    },
  ])
  for (const person of [leader, officer, admin]) expect(await answersTo(person)).toEqual([])
  // The office had asked for the regime of these tests.
  expect((await answersTo(office)).map(({ path: to }) => to)).toEqual(['/regimes'])
  expect((await water.get('/api/notices/counts')).json().unread).toBeGreaterThan(0)
})

test('by e-mail it says how it was decided, and no word of why', async () => {
  const address = 'water@example.gov.cn'
  const channel = await admin.send('POST', '/api/notice-channels', {
    name: '单位邮箱',
    audience: 'people',
    settings: { kind: 'email', host: 'mail.example.gov.cn', port: 25, encryption: 'none', from: address },
  })
  expect([channel.statusCode, channel.body]).toEqual([201, channel.body])
  await water.send('PUT', '/api/own-contact', { email: address, byEmail: true })
  const { file, path } = await extension()
  await refuse(leader, path, '幸福里三号楼的住户已来访')
  expect((await answersTo(water))[0]?.decision?.reason).toBe('幸福里三号楼的住户已来访')
  const sent = (await leader.get('/api/notice-deliveries')).json() as { kind: string; words: string }[]
  expect(sent.filter(({ kind }) => kind === 'request-decided')).toMatchObject([
    {
      channel: '单位邮箱',
      words: `您申请的案件第 ${file.number} 号“延长时限”：不同意`,
    },
  ])
})

test('who asked for a unit that has left the case, or is accused meanwhile, is told nothing', async () => {
  const before = (await answersTo(water)).length
  const left = await extension()
  const moved = await officer.send('POST', `/api/case-files/${left.file.id}/dispatch`, {
    unitCode: 'zhujian-ju',
    accusedChecked: true,
  })
  expect(moved.statusCode).toBe(200)
  const accused = await extension()
  const { eventId } = (await officer.get(`/api/case-files/${accused.file.id}`)).json()
  const raised = await officer.send('POST', `/api/opinion-events/${eventId}/wall-changes`, {
    direction: 'raise',
    unitCode: 'shuiwu-ju',
    reason: '来电反映该单位压件不办',
  })
  expect(raised.statusCode).toBe(201)
  for (const { path } of [left, accused]) await refuse(leader, path, '已另行安排')
  expect(await answersTo(water)).toHaveLength(before)
})

test('a wall raised after it was told takes the answer away again', async () => {
  const { file, path } = await extension()
  await refuse(leader, path, '请按期办结')
  const isTold = async () => (await answersTo(water)).some(({ path: to }) => to === `/cases/${file.id}`)
  expect(await isTold()).toBe(true)
  const { eventId } = (await officer.get(`/api/case-files/${file.id}`)).json()
  await officer.send('POST', `/api/opinion-events/${eventId}/wall-changes`, {
    direction: 'raise',
    unitCode: 'shuiwu-ju',
    reason: '来电反映该单位压件不办',
  })
  expect(await isTold()).toBe(false)
})

test('lifting a wall and opening an original are answered to who asked, at their place', async () => {
  const accused = ['zhujian-ju']
  const event = await api.run((tx) => buildEvent(tx, { judgement: { accused, units: [] } }))
  const lift = await officer.send('POST', `/api/opinion-events/${event}/wall-changes`, {
    direction: 'lift',
    unitCode: 'zhujian-ju',
    reason: '反映的是物业公司',
  })
  await refuse(leader, `/api/wall-changes/${lift.json().id}`, '待核实后再议')
  const item = await api.run(async (tx) => {
    const id = await buildItem(tx)
    const sealed = testVault().seal(id, { title: '停水', text: '停水三天', author: null })
    await tx.originals.insertMany([{ itemId: id, sealed }])
    return id
  })
  await carryOnce(api.options)
  const reveal = await officer.send('POST', '/api/reveal-requests', {
    itemId: item,
    reason: '核实诉求人所述地址',
  })
  await refuse(leader, `/api/reveal-requests/${reveal.json().id}`, '可电话核实')
  expect(await answersTo(officer)).toMatchObject([
    { path: '/privacy', words: '您申请的查看原文：不同意' },
    { path: `/events/${event}`, words: expect.stringContaining('“解除隔离”：不同意') },
  ])
  expect((await answersTo(officer)).map(({ decision }) => decision?.reason)).toEqual([
    '可电话核实',
    '待核实后再议',
  ])
})

test('a version of 通知规则 is answered to its author; taken back by himself it is no news to him', async () => {
  const propose = async (from: string, to: string) => {
    const { yaml } = (await admin.get('/api/notice-rules')).json()
    const body = { yaml: yaml.replace(from, to), reason: '午休时间有调整' }
    return (await admin.send('POST', '/api/notice-rules', body)).json() as { id: string; version: number }
  }
  const { id, version } = await propose("'14:00'", "'13:30'")
  await leader.send('POST', `/api/rule-changes/${id}/decision`, { approve: true })
  const told = await answersTo(admin)
  expect(told).toMatchObject([
    {
      words: `您申请的通知规则第 ${version} 版：同意`,
      path: '/notices?tab=rules',
      decision: { by: leader.me.displayName, reason: null },
    },
  ])
  const again = await propose("'17:00'", "'17:30'")
  expect((await admin.send('POST', `/api/rule-changes/${again.id}/withdrawal`)).statusCode).toBe(200)
  expect(await answersTo(admin)).toHaveLength(told.length)
})

test('a change of the judge is answered as switched on, not adopted or left behind, once each', async () => {
  const texts = (await officer.get('/api/judgement-model/rules')).json() as Record<string, string>
  const propose = async (deaths: number) => {
    const files = {
      'severity.yml': texts['severity.yml']?.replaceAll('III: {deaths: 3', `III: {deaths: ${deaths}`),
    }
    const answer = await officer.send('POST', '/api/judgement-changes/rules', { note: '调整死亡人数', files })
    expect(answer.statusCode).toBe(201)
    const { id } = answer.json() as { id: string }
    const replay = { gold: 1, past: 0, fixes: 1, breaks: 0, moved: 0, rows: [] }
    await api.run((tx) => tx.judgementChanges.keepReplay(id, replay))
    return id
  }
  const [left, dropped, mine, used] = [await propose(4), await propose(5), await propose(6), await propose(7)]
  const setAside = (by: Person, id: string, reason: string) =>
    by.send('POST', `/api/judgement-changes/${id}/set-aside`, { reason })
  const switchTo = (changeId: string | null) =>
    leader.send('POST', '/api/judgement-activations', { scope: 'rules', changeId, reason: '看过回放' })
  await setAside(leader, dropped, '改错的多')
  await setAside(officer, mine, '自己撤回')
  await switchTo(used)
  await switchTo(null)
  await switchTo(used)
  const about = async () =>
    (await answersTo(officer))
      .filter(({ path }) => path.startsWith('/judgement'))
      .map(({ path, words, decision }) => [
        path.split('/').at(-1),
        words.split('：').at(-1),
        decision?.reason,
      ])
      .sort()
  expect(await about()).toEqual(
    [
      [dropped, '不采用', '改错的多'],
      [used, '已启用', '看过回放'],
      [left, '未启用，已由后来启用的变更取代', undefined],
    ].sort(),
  )
  // Returned to after all: that is news.
  await switchTo(left)
  expect(await about()).toContainEqual([left, '已启用', '看过回放'])
})

test('the reason is read by nobody who may not read the request', async () => {
  const refs = await api.run(async (tx) => {
    const rows = await tx.db
      .selectFrom('notice')
      .select('cause_ref')
      .where('kind', '=', 'request-decided')
      .execute()
    return rows.map(({ cause_ref }) => cause_ref)
  })
  const seenBy = async (person: Person) => {
    const { id: userId, name, roles, unitCode } = person.me
    const as = api.store.as({
      kind: 'user',
      userId: userId as UserId,
      name,
      roles,
      unitCode: unitCode as UnitCode,
    })
    const found = await as.transaction((tx) => decisionsOf(tx.db, refs))
    return new Set([...found.keys()].map((ref) => ref.split(':')[1]))
  }
  expect([...(await seenBy(leader))].sort()).toEqual(['clock', 'judgement', 'reveal', 'rules', 'wall'])
  const colleague = await api.signedIn('colleague', ['duty-officer'])
  expect([...(await seenBy(colleague))].sort()).toEqual(['clock', 'judgement', 'rules', 'wall'])
  expect([...(await seenBy(water))].sort()).toEqual(['clock', 'rules'])
  expect([...(await seenBy(admin))].sort()).toEqual(['rules'])
})

test('nobody is refused without a word of why', async () => {
  const { path } = await extension()
  for (const word of [{ approve: false }, { approve: false, reason: '  ' }]) {
    const answer = await leader.send('POST', `${path}/decision`, word)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().fields).toMatchObject([{ field: 'reason' }])
  }
  await refuse(leader, path, '期限尚够')
})
