import type { EventId } from '@huiyin/domain/ids'
import type { Original } from '@huiyin/store/original-vault'
import { buildJudgement } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answersNeedNoReview } from './testing.js'
import {
  api,
  clocksOf,
  decide,
  detail,
  leader,
  office,
  officer,
  openDesk,
  opened,
  respond,
  water,
  work,
} from './testing-clocks.js'
import { buildMatter, register, registered } from './testing-matters.js'

beforeEach(async () => {
  await openDesk()
  await work('shaomi')
})
afterEach(() => api.close())

const correct = (id: string, body: object, who = officer) =>
  who.send('POST', `/api/case-files/${id}/correct-matter`, { reason: '登记时填错', ...body })
const look = async (id: string, body: object) =>
  (
    await officer.send('POST', `/api/case-files/${id}/correct-matter/check`, {
      reason: '登记时填错',
      ...body,
    })
  ).json()
const matterOf = async (id: string) => (await officer.get(`/api/case-files/${id}/matter`)).json()
const lastCorrection = async (id: string) =>
  (await detail(id)).actions
    .map(({ action }: { action: { kind: string } }) => action)
    .findLast(({ kind }: { kind: string }) => kind === 'corrected')
const judged = (eventId: string, accused: string[] = []) =>
  api.run((tx) => tx.events.propose(eventId as EventId, buildJudgement({ accused })))

test('channel, number, delivery and kind of applicant are put right, and the history says both values', async () => {
  const { id } = await registered('disclosure', { unitCode: 'shuiwu-ju' })
  const answer = await correct(id, {
    channel: 'post',
    number: '依申请〔2026〕4 号',
    delivery: 'electronic',
    applicantKind: 'organization',
  })
  expect([answer.statusCode, answer.json().title]).toEqual([200, expect.any(String)])
  expect(await matterOf(id)).toMatchObject({
    channel: 'post',
    details: { number: '依申请〔2026〕4 号', delivery: 'electronic', applicant: 'organization' },
  })
  const { changes, clocks, reason } = await lastCorrection(id)
  expect(changes.map(({ label, from, to }: Record<string, string>) => [label, from, to])).toEqual([
    ['申请方式', expect.any(String), expect.any(String)],
    ['申请编号', '依申请〔2026〕3 号', '依申请〔2026〕4 号'],
    ['申请人类别', '公民', '法人或者其他组织'],
    ['获取方式', '邮寄', '电子邮件'],
  ])
  expect([clocks, reason]).toEqual([[], '登记时填错'])
})

test('a received instant within a day is one person’s to put right: the clock is counted anew, both dates stay', async () => {
  const { id } = await registered('message.consult', { unitCode: 'shuiwu-ju' })
  const check = await look(id, { startAt: '2026-03-01 18:00' })
  expect([check.waits, check.clocks.length, check.problems]).toEqual([false, 1, []])
  expect((await correct(id, { startAt: '2026-03-01 18:00' })).statusCode).toBe(200)
  const [clock] = (await detail(id)).deadlines
  // Sunday 1 March does not count: Monday, Tuesday, Wednesday.
  expect([clock.startAt, clock.lastDay]).toEqual(['2026-03-01T10:00:00.000Z', '2026-03-04'])
  expect((await lastCorrection(id)).clocks).toEqual([
    { timerCode: 'message', from: '2026-03-05T16:00:00.000Z', to: '2026-03-04T16:00:00.000Z' },
  ])
  const { revisions, starts } = await clocksOf(id)
  expect([revisions[0].cause, revisions[0].before.lastDay, revisions[0].after.lastDay]).toEqual([
    'start-changed',
    '2026-03-05',
    '2026-03-04',
  ])
  expect(starts.find(({ start }: { start: string }) => start === 'received')).toMatchObject({
    at: '2026-03-01T10:00:00.000Z',
    chosen: true,
  })
})

describe('a received instant more than a day off', () => {
  test('waits for a second person, and until then neither register nor clock says it', async () => {
    const { id } = await registered('message.consult', { unitCode: 'shuiwu-ju' })
    expect((await look(id, { startAt: '2026-02-27 09:00' })).waits).toBe(true)
    const asked = await correct(id, { startAt: '2026-02-27 09:00', number: '12345-77' })
    expect(asked.statusCode).toBe(200)
    expect((await matterOf(id)).startAt).toBe('2026-03-02T00:30:00.000Z')
    expect((await matterOf(id)).details.number).toBe('12345-77')
    const [change] = (await clocksOf(id)).changes
    expect([change.request.registered, change.state]).toEqual([true, 'pending'])
    const again = await correct(id, { startAt: '2026-03-01 20:00' })
    expect([again.statusCode, again.json().title]).toEqual([409, expect.stringContaining('第二人')])
    expect((await decide(officer, change.id)).statusCode).toBe(403)
    expect((await decide(leader, change.id)).statusCode).toBe(200)
    expect((await matterOf(id)).startAt).toBe('2026-02-27T01:00:00.000Z')
    expect((await detail(id)).deadlines[0].lastDay).toBe('2026-03-03')
    expect(await lastCorrection(id)).toMatchObject({
      askedBy: expect.any(String),
      clocks: [{ timerCode: 'message' }],
    })
  })

  test('refused, it leaves everything as it was', async () => {
    const { id } = await registered('message.consult')
    await correct(id, { startAt: '2026-02-27 09:00' })
    const [change] = (await clocksOf(id)).changes
    expect((await decide(leader, change.id, false)).statusCode).toBe(200)
    expect((await matterOf(id)).startAt).toBe('2026-03-02T00:30:00.000Z')
    expect((await detail(id)).deadlines[0].lastDay).toBe('2026-03-05')
  })

  test('is not reached by small steps', async () => {
    const { id } = await registered('message.consult')
    expect((await correct(id, { startAt: '2026-03-01 10:00' })).statusCode).toBe(200)
    expect((await look(id, { startAt: '2026-02-28 12:00' })).waits).toBe(true)
  })

  test('is not asked for past the register either', async () => {
    const { id } = await registered('message.consult')
    const sly = await officer.send('POST', `/api/case-files/${id}/clock-changes`, {
      request: { kind: 'change-start', at: '2026-02-20T00:00:00Z', registered: true },
      reason: '绕过登记',
    })
    expect(sly.statusCode).toBe(400)
  })

  test('registered late and still waiting: its instant is put right once that was decided', async () => {
    const late = buildMatter('message.consult', { startAt: '2026-02-26 10:00', lateReason: '信访室周一移交' })
    const { caseFileId: id } = (await register(late)).json()
    expect((await correct(id, { startAt: '2026-02-26 09:00' })).statusCode).toBe(409)
    const [change] = (await clocksOf(id)).changes
    await decide(leader, change.id)
    expect((await correct(id, { startAt: '2026-02-26 09:00' })).statusCode).toBe(200)
    expect((await detail(id)).deadlines[0].startAt).toBe('2026-02-26T01:00:00.000Z')
  })
})

describe('name, contact and words', () => {
  const sealedOf = async () => {
    const [item] = await api.run((tx) =>
      tx.db.selectFrom('item').select(['id', 'text', 'author_pseudonym']).execute(),
    )
    const now = await api.run((tx) => tx.originals.find(item!.id as never))
    const versions = await api.run((tx) => tx.db.selectFrom('item_version').selectAll().execute())
    return {
      item: item!,
      now: testVault().open<Original>(item!.id, now!),
      before: versions.map((row) =>
        testVault().open<Original>(item!.id, { keyId: row.key_id!, nonce: row.nonce!, bytes: row.sealed! }),
      ),
    }
  }

  test('stay sealed, the old ones too, and stand in nothing that is read', async () => {
    const { id } = await registered('disclosure', { text: '申请公开征地批文。李明' })
    const answer = await correct(id, { applicant: '李鸣', contact: '13900001111' })
    expect(answer.statusCode).toBe(200)
    for (const secret of ['李明', '李鸣', '13812345678', '13900001111']) {
      expect(answer.body).not.toContain(secret)
      expect((await officer.get(`/api/case-files/${id}/matter`)).body).not.toContain(secret)
    }
    const { now, before } = await sealedOf()
    expect(now).toMatchObject({ author: '李鸣', contact: '13900001111', text: '申请公开征地批文。李明' })
    expect(before).toMatchObject([{ author: '李明', contact: '13812345678' }])
    expect((await lastCorrection(id)).changes.map(({ label }: { label: string }) => label)).toEqual([
      '申请人姓名或名称',
      '联系方式',
    ])
  })

  test('other words are kept beside the old ones, and nobody but the desk reads them before they are judged', async () => {
    const file = await registered('message.complaint', { unitCode: 'shuiwu-ju', text: '路灯坏了一周没人修' })
    await judged(file.eventId)
    expect((await water.get(`/api/case-files/${file.id}`)).statusCode).toBe(200)
    const answer = await correct(file.id, {
      title: '举报水务局',
      text: '举报水务局收受好处，电话 13987654321',
    })
    expect([answer.statusCode, answer.json().title]).toEqual([200, '举报水务局'])
    expect((await matterOf(file.id)).text).not.toContain('13987654321')
    expect((await water.get(`/api/case-files/${file.id}`)).statusCode).toBe(404)
    const { before } = await sealedOf()
    expect(before).toMatchObject([{ text: '路灯坏了一周没人修' }])
    expect((await lastCorrection(file.id)).changes).toEqual([
      { field: 'title', label: '留言标题', from: expect.any(String), to: '举报水务局' },
      { field: 'text', label: '留言内容' },
    ])
    await judged(file.eventId, ['shuiwu-ju'])
    expect((await water.get(`/api/case-files/${file.id}`)).statusCode).toBe(404)
  })
})

test('nothing changed, a wrong word, an instant after the registration: refused at the field, nothing is saved', async () => {
  const { id } = await registered('message.consult')
  const same = await correct(id, { channel: 'web' })
  expect([same.statusCode, same.json().title]).toEqual([400, expect.stringContaining('没有改动')])
  const later = await correct(id, { startAt: '2026-03-02 09:30' })
  expect([later.statusCode, later.json().fields[0].field]).toEqual([400, 'startAt'])
  const odd = await correct(id, { startAt: '上上周', title: ' ' })
  expect(odd.json().fields.map(({ field }: { field: string }) => field)).toEqual(['title', 'startAt'])
  expect((await correct(id, { channel: 'web', reason: ' ' })).statusCode).toBe(400)
  expect(await lastCorrection(id)).toBeUndefined()
})

test('a preview is not made longer than its ten working days by putting its end right', async () => {
  const { id } = await registered('decision-preview')
  expect((await correct(id, { until: '2026-03-16' })).statusCode).toBe(200)
  const long = await correct(id, { until: '2026-03-17' })
  expect([long.statusCode, long.json().fields[0].field]).toEqual([400, 'until'])
})

test('only the office and the duty officer put it right, and never what was closed', async () => {
  await answersNeedNoReview(api)
  const { id, eventId } = await registered('message.consult', { unitCode: 'shuiwu-ju' })
  await judged(eventId)
  expect((await correct(id, { number: '1' }, water)).statusCode).toBe(403)
  expect((await correct(id, { number: '1' }, leader)).statusCode).toBe(403)
  expect((await correct(id, { number: '1' }, office)).statusCode).toBe(200)
  await water.send('POST', `/api/case-files/${id}/receive`)
  await respond(id, 'message', 'reply')
  await officer.send('POST', `/api/case-files/${id}/close`, { conclusion: '已答复' })
  const late = await correct(id, { number: '2' })
  expect([late.statusCode, late.json().title]).toEqual([
    409,
    expect.stringContaining('案件已办结，不能更正登记'),
  ])
})

test('a case that was found and not registered has nothing to put right', async () => {
  const { id } = await opened({})
  expect((await correct(id, { number: '2' })).statusCode).toBe(409)
})
