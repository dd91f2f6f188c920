import type { EventId } from '@huiyin/domain/ids'
import type { RegisteredKind } from '@huiyin/domain/matter'
import type { Original } from '@huiyin/store/original-vault'
import { buildJudgement } from '@huiyin/store/testing-builders'
import { testVault } from '@huiyin/store/testing-vault'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readCaseLetter } from './read-case-letter.js'
import { answersNeedNoReview } from './testing.js'
import {
  api,
  at,
  clocks,
  clocksOf,
  decide,
  detail,
  leader,
  officer,
  openDesk,
  respond,
  water,
  work,
} from './testing-clocks.js'
import { buildMatter, register, registered } from './testing-matters.js'

beforeEach(openDesk)
afterEach(() => api.close())

/** The machine has read what was registered, and says whom it accuses. */
const judged = (eventId: string, accused: string[] = []) =>
  api.run((tx) => tx.events.propose(eventId as EventId, buildJudgement({ accused })))

describe('each kind of the local regimes, from the form to the end', () => {
  const message = '第四条'
  test.each<[string, RegisteredKind, object, string, string, string, string]>([
    ['shaomi', 'message.consult', {}, 'message', `message 3 workdays ${message}`, 'reply', '2026-03-05'],
    ['shaomi', 'message.complaint', {}, 'message', `message 7 workdays ${message}`, 'reply', '2026-03-11'],
    ['shaomi', 'message.help', {}, 'message', `message 7 workdays ${message}`, 'reply', '2026-03-11'],
    ['shaomi', 'message.investigate', {}, 'message', `message 10 workdays ${message}`, 'reply', '2026-03-16'],
    [
      'shaomi',
      'message.difficult',
      { limitDays: 30 },
      'message',
      `message 30 workdays ${message}`,
      'reply',
      '2026-04-14',
    ],
    ['shaomi', 'message.other', {}, 'message', `message 7 workdays ${message}`, 'reply', '2026-03-11'],
    [
      'shaomi',
      'disclosure',
      {},
      'disclosure',
      'disclosure 20 workdays 第四条（五）1',
      'written-reply',
      '2026-03-30',
    ],
    [
      'shaomi',
      'decision-preview',
      {},
      'decision-preview',
      'decision-preview 10 workdays 五',
      'publication',
      '2026-03-16',
    ],
    [
      'shangluo-2013',
      'document-publish',
      {},
      'document-publish',
      'document-publish 5 workdays 二.2 加强政府网站建设管理',
      'publication',
      '2026-03-09',
    ],
  ])(
    'under %s, %s %o: the clock %s by its clause, met by its evidence, closed',
    async (regime, kind, over, timerCode, clock, evidence, lastDay) => {
      await work(regime)
      const file = await registered(kind, { ...over, unitCode: 'shuiwu-ju' })
      expect([file.kind, file.state, clocks(file)]).toEqual([kind, 'dispatched', [clock]])
      expect(file.deadlines[0].lastDay).toBe(lastDay)
      await judged(file.eventId)
      await water.send('POST', `/api/case-files/${file.id}/receive`)
      expect((await respond(file.id, timerCode, evidence)).statusCode).toBe(200)
      const closed = await officer.send('POST', `/api/case-files/${file.id}/close`, { conclusion: '已办结' })
      expect([closed.json().state, closed.json().deadlines[0].state]).toEqual(['closed', 'met'])
    },
  )

  test('under shangluo-2013 an activity is published within 24 hours of its end', async () => {
    await work('shangluo-2013')
    const file = await registered('activity-publish', { startAt: '2026-03-02 08:30' })
    expect(clocks(file)).toEqual(['activity-publish 24 hours 二.2 加强政府网站建设管理'])
    expect(file.deadlines[0].dueAt).toBe('2026-03-03T00:30:00.000Z')
  })

  test('under meihekou whatever is dispatched is reported in writing within five days', async () => {
    await work('meihekou')
    const file = await registered('message.complaint', { unitCode: 'shuiwu-ju' })
    expect(clocks(file)).toEqual(['written-reply 5 days 四（三）舆情回应'])
    await judged(file.eventId)
    await water.send('POST', `/api/case-files/${file.id}/receive`)
    expect((await respond(file.id, 'written-reply', 'written-reply')).json().state).toBe('answered')
  })

  test.each(['beilun-2017', 'heshuo-2018'])(
    '%s sets no clock for a message: it is registered, and said so before',
    async (regime) => {
      await work(regime)
      const matter = buildMatter('message.consult')
      const { formId: _, ...form } = matter
      const check = (await officer.send('POST', '/api/matters/check', form)).json()
      expect([check.problems, check.clocks]).toEqual([[], []])
      const file = await registered('message.consult')
      expect([file.state, file.deadlines]).toEqual(['accepted', []])
    },
  )
})

describe('the form', () => {
  beforeEach(() => work('shaomi'))

  test('says before saving which clock starts, by which clause, and when it is due', async () => {
    const { formId: _, ...form } = buildMatter('disclosure', { unclear: true })
    const check = (await officer.send('POST', '/api/matters/check', form)).json()
    expect(check.problems).toEqual([])
    expect(
      check.clocks.map(({ code, clause, lastDay }: Record<string, string>) => [code, clause, lastDay]),
    ).toEqual([
      ['disclosure-amend', '第四条（二）3', '2026-03-11'],
      ['disclosure', '第四条（五）1', '2026-03-30'],
    ])
    expect(check.reads.applicant).toMatch(/^\S+申请人 [0-9a-f]{8}$/)
  })

  test('says what is wrong field by field, in words, and saves nothing', async () => {
    const answer = await register(
      buildMatter('disclosure', {
        title: '',
        startAt: '2026-03-05 09:00',
        channel: 'hotline',
        applicant: '',
        applicantKind: '',
        delivery: 'pigeon',
        number: '',
      }),
    )
    expect(answer.statusCode).toBe(400)
    const fields = answer.json().fields as { field: string; message: string }[]
    expect(fields.map(({ field }) => field).sort()).toEqual([
      'applicant',
      'applicantKind',
      'channel',
      'delivery',
      'number',
      'startAt',
      'title',
    ])
    expect(fields.find(({ field }) => field === 'startAt')?.message).toContain('晚于现在')
    expect((await officer.get('/api/matters')).json().total).toBe(0)
  })

  test('a hard matter asks for 15 or 30 days, and takes no other', async () => {
    const none = await register(buildMatter('message.difficult'))
    const odd = await register(buildMatter('message.difficult', { limitDays: 20 }))
    expect([none, odd].map((answer) => [answer.statusCode, answer.json().fields[0].field])).toEqual([
      [400, 'limitDays'],
      [400, 'limitDays'],
    ])
  })

  test('a preview longer than ten working days, a document not to be published: refused with the clause', async () => {
    const long = await register(buildMatter('decision-preview', { until: '2026-03-17' }))
    const closed = await register(buildMatter('document-publish', { publicity: 'closed' }))
    expect([long.statusCode, long.json().fields[0]]).toEqual([
      400,
      { field: 'until', message: expect.stringContaining('最晚 2026-03-16') },
    ])
    expect([closed.statusCode, closed.json().fields[0].field]).toEqual([400, 'publicity'])
  })

  test('sent twice it is one matter', async () => {
    const form = buildMatter('message.consult')
    const [first, second] = [await register(form), await register(form)]
    expect([first.statusCode, second.statusCode]).toEqual([201, 200])
    expect(second.json().caseFileId).toBe(first.json().caseFileId)
    const together = buildMatter('message.consult')
    const both = await Promise.all([register(together), register(together)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 201])
    expect((await officer.get('/api/matters')).json().total).toBe(2)
  })

  test('the same words warn with the case they are in, and are another letter only when said so', async () => {
    const words = { title: '路灯不亮', text: '建设路路灯不亮已经一周' }
    const first = await registered('message.help', words)
    const { formId: _, ...form } = buildMatter('message.help', words)
    const check = (await officer.send('POST', '/api/matters/check', form)).json()
    expect(check.same[0].caseFile).toEqual({ id: first.id, number: first.number })
    const again = await register(buildMatter('message.help', words))
    expect([again.statusCode, again.json().title]).toEqual([
      409,
      expect.stringContaining(`案件第 ${first.number} 号`),
    ])
    for (let letters = 2; letters <= 3; letters += 1)
      expect((await register(buildMatter('message.help', { ...words, evenIfSame: true }))).statusCode).toBe(
        201,
      )
    expect((await officer.get('/api/matters?group=message')).json().total).toBe(3)
  })

  test('a dissolved unit, an unknown one, the accused one itself: refused at the field', async () => {
    await api.run(async (tx) => {
      await tx.db
        .updateTable('responsible_unit')
        .set({ dissolved_at: tx.now })
        .where('code', '=', 'jiaoyu-ju')
        .execute()
    })
    const answers = [
      await register(buildMatter('message.help', { unitCode: 'jiaoyu-ju' })),
      await register(buildMatter('message.help', { unitCode: 'no-such' })),
      await register(buildMatter('message.help', { unitCode: 'shuiwu-ju', accused: ['shuiwu-ju'] })),
    ]
    expect(answers.map((answer) => [answer.statusCode, answer.json().fields[0].field])).toEqual([
      [400, 'unitCode'],
      [400, 'unitCode'],
      [400, 'unitCode'],
    ])
    expect((await officer.get('/api/matters')).json().total).toBe(0)
  })

  test('only the desk registers; a unit reads its own', async () => {
    expect((await register(buildMatter('message.help'), water)).statusCode).toBe(403)
    expect((await register(buildMatter('message.help'), leader)).statusCode).toBe(403)
  })
})

describe('a start more than a day back', () => {
  beforeEach(() => work('shaomi'))

  test('asks why, runs from registration, and from the true start once a second person agrees', async () => {
    const late = { startAt: '2026-02-26 10:00', unitCode: 'shuiwu-ju' }
    const silent = await register(buildMatter('message.consult', late))
    expect([silent.statusCode, silent.json().fields[0].field]).toEqual([400, 'lateReason'])
    const form = buildMatter('message.consult', { ...late, lateReason: '信访室周一移交' })
    const answer = await register(form)
    expect([answer.statusCode, answer.json().startWaits]).toEqual([201, true])
    const id = answer.json().caseFileId
    expect((await detail(id)).deadlines[0].lastDay).toBe('2026-03-05')
    const [change] = (await clocksOf(id)).changes
    expect([change.request.kind, change.state]).toEqual(['change-start', 'pending'])
    expect((await decide(officer, change.id)).statusCode).toBe(403)
    expect((await decide(leader, change.id)).statusCode).toBe(200)
    // 2026-02-28 is a worked Saturday.
    expect((await detail(id)).deadlines[0].lastDay).toBe('2026-03-02')
  })
})

describe('the wall', () => {
  beforeEach(() => work('shaomi'))
  const seenBy = async (who: typeof water, id: string, q: string) => ({
    list: (await who.get('/api/matters')).json().total,
    found: (await who.get(`/api/matters?q=${encodeURIComponent(q)}`)).json().total,
    cases: (await who.get('/api/case-files')).json().total,
    open: (await who.get('/api/matters/counts')).json().open,
    file: (await who.get(`/api/case-files/${id}`)).statusCode,
    matter: (await who.get(`/api/case-files/${id}/matter`)).statusCode,
    notices: (await who.get('/api/notices')).json().total,
  })
  const nothing = { list: 0, found: 0, cases: 0, open: 0, file: 404, matter: 404, notices: 0 }

  test('until the machine has read it nobody but the desk sees it; whom it accuses never does', async () => {
    const file = await registered('message.complaint', { text: '举报水务局收受好处', unitCode: 'shuiwu-ju' })
    expect(await seenBy(water, file.id, '水务局')).toEqual(nothing)
    expect(await seenBy(officer, file.id, '水务局')).toMatchObject({
      list: 1,
      found: 1,
      file: 200,
      matter: 200,
    })
    await judged(file.eventId, ['shuiwu-ju'])
    expect(await seenBy(water, file.id, '水务局')).toEqual(nothing)
    const again = await officer.send('POST', `/api/case-files/${file.id}/dispatch`, { unitCode: 'shuiwu-ju' })
    expect(again.statusCode).toBe(400)
  })

  test('whom the officer names as accused never sees it, whoever handles it', async () => {
    const file = await registered('message.complaint', { accused: ['shuiwu-ju'], unitCode: 'jiaoyu-ju' })
    await judged(file.eventId)
    expect(await seenBy(water, file.id, '社保')).toEqual(nothing)
  })

  test('a unit that is not accused finds its matter once it was read', async () => {
    const file = await registered('message.help', { unitCode: 'shuiwu-ju' })
    expect((await water.get('/api/matters')).json().total).toBe(0)
    await judged(file.eventId)
    expect((await water.get('/api/matters')).json().rows.map(({ id }: { id: string }) => id)).toEqual([
      file.id,
    ])
    expect((await water.get(`/api/case-files/${file.id}/matter`)).json().channel).toBe('web')
  })

  test('name and contact are sealed with the original and stand in nothing that is read', async () => {
    const file = await registered('disclosure', { text: '申请公开征地批文，回复请打 13987654321' })
    const matter = await officer.get(`/api/case-files/${file.id}/matter`)
    for (const secret of ['李明', '13812345678', '13987654321']) expect(matter.body).not.toContain(secret)
    const [item] = await api.run((tx) => tx.db.selectFrom('item').select('id').execute())
    const sealed = await api.run((tx) => tx.originals.find(item!.id as never))
    expect(testVault().open<Original>(item!.id, sealed!)).toMatchObject({
      author: '李明',
      contact: '13812345678',
      text: '申请公开征地批文，回复请打 13987654321',
    })
  })
})

test('the list has a tab per kind, pages by cursor, the most urgent first, and finds words, numbers and files', async () => {
  await work('shaomi', ['shangluo-2013'])
  const consult = await registered('message.consult', { title: '问路灯' })
  const apply = await registered('disclosure', { number: '依申请〔2026〕77 号' })
  await registered('activity-publish')
  const get = async (query: string) => (await officer.get(`/api/matters?${query}`)).json()
  expect((await get('group=message')).rows.map(({ id }: { id: string }) => id)).toEqual([consult.id])
  expect((await get(`q=${encodeURIComponent('77')}`)).rows[0].reference).toBe('依申请〔2026〕77 号')
  expect((await get(`q=${apply.number}`)).rows.map(({ id }: { id: string }) => id)).toContain(apply.id)
  const first = await get('limit=2')
  const rest = await get(`limit=2&cursor=${encodeURIComponent(first.next)}`)
  expect([first.rows.length, rest.rows.length, rest.next, first.total]).toEqual([2, 1, null, 3])
  expect(first.rows[0].kind).toBe('activity-publish')
  expect((await officer.get('/api/matters/counts')).json()).toEqual({
    open: 3,
    overdue: 0,
    groups: {
      message: 1,
      disclosure: 1,
      'decision-preview': 0,
      'document-publish': 0,
      'activity-publish': 1,
    },
  })
  await at('2026-03-03T09:00:00+08:00')
  expect((await officer.get('/api/matters/counts')).json().overdue).toBe(1)
})

test('the kind of a message is changed with a second person, and its clock is fitted to it', async () => {
  await work('shaomi')
  await answersNeedNoReview(api)
  const file = await registered('message.consult')
  const asked = await officer.send('POST', `/api/case-files/${file.id}/clock-changes`, {
    request: { kind: 'change-kind', matter: 'message.difficult', limitDays: 15 },
    reason: '须多部门会商',
  })
  expect(asked.statusCode).toBe(201)
  expect((await decide(leader, asked.json().id)).statusCode).toBe(200)
  expect(clocks(await detail(file.id))).toEqual(['message 15 workdays 第四条'])
})

describe('an application for information', () => {
  beforeEach(() => work('shaomi'))
  const answered = (id: string, over: object) =>
    officer.send('POST', `/api/case-files/${id}/respond`, {
      timerCode: 'disclosure',
      evidence: { kind: 'written-reply', reference: '答复〔2026〕3 号', summary: '已书面答复', ...over },
    })

  test('is amended once: noticed within seven days, paused by two, and counted from the amended one', async () => {
    const { id, eventId } = await registered('disclosure', { unitCode: 'shuiwu-ju' })
    await judged(eventId)
    const ask = () =>
      officer.send('POST', `/api/case-files/${id}/ask-amendment`, {
        reference: '补正〔2026〕1 号',
        summary: '请写明所需文件的年份，十五日内补正',
      })
    await at('2026-03-05T10:00:00+08:00')
    const noticed = (await ask()).json()
    expect(
      noticed.deadlines.map(({ code, lastDay, state }: Record<string, string>) => [code, lastDay, state]),
    ).toEqual([
      ['disclosure-amend', '2026-03-11', 'met'],
      ['disclosure', '2026-03-30', 'running'],
    ])
    expect((await ask()).statusCode).toBe(409)
    const receive = () =>
      officer.send('POST', `/api/case-files/${id}/receive-amendment`, { reason: '已写明年份' })
    expect((await receive()).json().title).toContain('尚未批准')
    const [change] = (await clocksOf(id)).changes
    expect((await decide(leader, change.id)).statusCode).toBe(200)
    await at('2026-03-16T10:00:00+08:00')
    const amended = (await receive()).json()
    const clock = amended.deadlines.find(({ code }: { code: string }) => code === 'disclosure')
    // 20 working days after 03-16; 04-06 is the holiday of 清明.
    expect([clock.startAt, clock.lastDay, clock.pausedAt]).toEqual([
      '2026-03-16T02:00:00.000Z',
      '2026-04-14',
      null,
    ])
    const [newest] = (await clocksOf(id)).revisions
    expect([newest.cause, newest.before.startAt]).toEqual(['start-changed', '2026-03-02T00:30:00.000Z'])
    // The letter that went out with the first limit says so for ever.
    const sent = amended.actions.find(
      ({ action }: { action: { kind: string } }) => action.kind === 'dispatched',
    )
    const letter = await api.run((tx) => readCaseLetter(tx, id, sent.id))
    expect(letter).toMatchObject({
      matter: '依申请公开',
      clocks: [{ name: '依申请公开答复', dueAt: new Date('2026-03-30T16:00:00.000Z') }],
    })
  })

  test('an unclear one begins with both clocks; a third party is asked without time running', async () => {
    const { id, deadlines } = await registered('disclosure', { unclear: true })
    expect(deadlines.map(({ code }: { code: string }) => code)).toEqual(['disclosure-amend', 'disclosure'])
    const request = { kind: 'pause', timerCode: 'disclosure', cause: 'third-party' }
    const asked = await officer.send('POST', `/api/case-files/${id}/clock-changes`, {
      request,
      reason: '涉及商业秘密',
    })
    expect((await decide(leader, asked.json().id)).statusCode).toBe(200)
    await at('2026-03-09T09:00:00+08:00')
    const resume = { timerCode: 'disclosure', reason: '第三方同意公开' }
    expect((await officer.send('POST', `/api/case-files/${id}/resume`, resume)).statusCode).toBe(200)
    const clock = (await detail(id)).deadlines.find(({ code }: { code: string }) => code === 'disclosure')
    // Five working days stood still, 03-03 to 03-09.
    expect(clock.lastDay).toBe('2026-04-07')
  })

  test('may be amended by whoever received it, before any unit has the case', async () => {
    const { id } = await registered('disclosure', { unclear: true })
    const asked = await officer.send('POST', `/api/case-files/${id}/ask-amendment`, {
      reference: '补正〔2026〕2 号',
      summary: '请写明所需文件的年份，十五日内补正',
    })
    expect(asked.json()).toMatchObject({ state: 'accepted' })
    expect((await clocksOf(id)).changes).toHaveLength(1)
  })

  test('is answered with an outcome, and with its ground where not all is open', async () => {
    const { id, eventId } = await registered('disclosure', { unitCode: 'shuiwu-ju' })
    await judged(eventId)
    expect((await answered(id, {})).json().fields[0].field).toBe('evidence.outcome')
    expect((await answered(id, { outcome: 'refused' })).json().fields[0].field).toBe('evidence.ground')
    const ground = '政府信息公开条例第十五条'
    const [clock] = (await answered(id, { outcome: 'partly', ground })).json().deadlines
    expect([clock.state, clock.evidence.outcome, clock.evidence.ground]).toEqual(['met', 'partly', ground])
  })
})
