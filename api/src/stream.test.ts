import { get } from 'node:http'
import { dayOf } from '@huiyin/domain/shanghai'
import { buildEvent } from '@huiyin/store/testing-builders'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startApi } from './start-api.js'
import { openTestApi, type Person, type TestApi } from './testing.js'

let api: TestApi
let officer: Person

beforeAll(async () => {
  api = await openTestApi()
  officer = await api.signedIn('officer', ['duty-officer'])
})
afterAll(() => api.close())

/** Reads an event stream message by message. */
async function openStream(url: string, cookie: string) {
  const messages: string[] = []
  let wake = () => {}
  let ended = false
  const request = get(url, { headers: { cookie } }, (answer) => {
    answer.setEncoding('utf8')
    answer.on('data', (text: string) => {
      messages.push(...text.split('\n\n').filter(Boolean))
      wake()
    })
    answer.on('close', () => {
      ended = true
      wake()
    })
  })
  request.on('error', () => {
    ended = true
    wake()
  })
  const until = async (done: () => boolean) => {
    while (!done()) await new Promise<void>((resolve) => (wake = resolve))
  }
  return {
    messages,
    until,
    connected: () => until(() => messages.some((text) => text.includes('connected'))),
    ended: () => until(() => ended),
    stop: () => request.destroy(),
  }
}

/** What was heard, in order. The courier runs beside and tells of its notices when it comes to them: that is left out. */
const topicsIn = (messages: readonly string[]) =>
  messages.flatMap((text) => {
    const data = /^data: (.*)$/m.exec(text)?.[1]
    const topic = data ? (JSON.parse(data).topic as string) : 'notices'
    return topic === 'notices' ? [] : [topic]
  })

test('the change stream says what changed to those who may know, and ends with the server', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const water = await api.signedIn('water', ['unit'], 'shuiwu-ju')
  const own = await api.run((tx) => buildEvent(tx))
  const desk = await openStream(`${running.url}/api/stream`, officer.cookie)
  const unit = await openStream(`${running.url}/api/stream`, water.cookie)
  await Promise.all([desk.connected(), unit.connected()])
  const accepted = await officer.send('POST', `/api/opinion-events/${own}/accept`, { unitCode: 'shuiwu-ju' })
  expect(accepted.statusCode).toBe(201)
  await desk.until(() => topicsIn(desk.messages).length >= 2)
  await unit.until(() => topicsIn(unit.messages).length >= 1)
  expect(topicsIn(desk.messages).sort()).toEqual(['cases', 'events'])
  expect(topicsIn(unit.messages)).toEqual(['cases'])
  await running.close()
  await Promise.all([desk.ended(), unit.ended()])
})

test('who may not see what changed does not hear that something did', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const water = await api.signedIn('water-walled', ['unit'], 'shuiwu-ju')
  const accusing = await api.run((tx) => buildEvent(tx, { judgement: { accused: ['shuiwu-ju'] } }))
  const own = await api.run((tx) => buildEvent(tx))
  const desk = await openStream(`${running.url}/api/stream`, officer.cookie)
  const unit = await openStream(`${running.url}/api/stream`, water.cookie)
  await Promise.all([desk.connected(), unit.connected()])
  const accept = (id: string, unitCode: string) =>
    officer.send('POST', `/api/opinion-events/${id}/accept`, { unitCode })
  expect((await accept(accusing, 'zhujian-ju')).statusCode).toBe(201)
  await desk.until(() => topicsIn(desk.messages).length >= 2)
  // Heard in the order it happened: whatever the first change said would stand before the second.
  expect((await accept(own, 'shuiwu-ju')).statusCode).toBe(201)
  await unit.until(() => topicsIn(unit.messages).length >= 1)
  await desk.until(() => topicsIn(desk.messages).filter((topic) => topic === 'cases').length >= 2)
  expect(topicsIn(unit.messages)).toEqual(['cases'])
  await running.close()
})

test('whoever a text waits for hears of it; a unit that may not see its case does not', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const water = await api.signedIn('water-drafts', ['unit'], 'shuiwu-ju')
  const housing = await api.signedIn('housing-drafts', ['unit'], 'zhujian-ju')
  const leader = await api.signedIn('leader-drafts', ['leader'])
  const event = await api.run((tx) => buildEvent(tx))
  const file = (
    await officer.send('POST', `/api/opinion-events/${event}/accept`, { unitCode: 'shuiwu-ju' })
  ).json()
  const [desk, own, other] = await Promise.all(
    [leader, water, housing].map(({ cookie }) => openStream(`${running.url}/api/stream`, cookie)),
  )
  await Promise.all([desk, own, other].map((stream) => stream?.connected()))
  const words = {
    kind: 'response',
    form: 'online-reply',
    title: '关于停水的说明',
    text: '停水已于今日八时恢复供应。',
  }
  expect((await water.send('POST', `/api/case-files/${file.id}/drafts`, words)).statusCode).toBe(201)
  await desk?.until(() => topicsIn(desk.messages).includes('drafts'))
  await own?.until(() => topicsIn(own.messages).includes('drafts'))
  await api.run(async (tx) => tx.announce('jurisdiction'))
  await other?.until(() => topicsIn(other.messages).includes('jurisdiction'))
  expect(topicsIn(other?.messages ?? [])).toEqual(['jurisdiction'])
  await running.close()
})

test('the unit a suggestion was handed to hears of it, another does not', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const office = await api.signedIn('office-suggestions', ['office'])
  const water = await api.signedIn('water-suggestions', ['unit'], 'shuiwu-ju')
  const housing = await api.signedIn('housing-suggestions', ['unit'], 'zhujian-ju')
  const made = await office.send('POST', '/api/supervisor-suggestions', {
    supervisor: '人大代表监督员',
    means: 'meeting',
    area: '村务公开',
    content: '公示栏三个月没有更新。',
    receivedOn: dayOf(api.clock.now()),
    accusedUnits: [],
  })
  expect(made.statusCode).toBe(201)
  const [own, other] = await Promise.all(
    [water, housing].map(({ cookie }) => openStream(`${running.url}/api/stream`, cookie)),
  )
  await Promise.all([own, other].map((stream) => stream?.connected()))
  const handed = await office.send('POST', `/api/supervisor-suggestions/${made.json().id}/hand-on`, {
    unitCode: 'shuiwu-ju',
    limitOn: dayOf(api.clock.now()),
  })
  expect(handed.statusCode).toBe(200)
  await own?.until(() => topicsIn(own.messages).includes('suggestions'))
  await api.run(async (tx) => tx.announce('jurisdiction'))
  await other?.until(() => topicsIn(other.messages).includes('jurisdiction'))
  expect(topicsIn(other?.messages ?? [])).toEqual(['jurisdiction'])
  await running.close()
})

test('a burst of changes becomes one message at once and one after the pause', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const desk = await openStream(`${running.url}/api/stream`, officer.cookie)
  await desk.connected()
  for (let n = 0; n < 20; n += 1) await api.run(async (tx) => tx.announce('items'))
  await api.run(async (tx) => tx.announce('sources'))
  await desk.until(() => topicsIn(desk.messages).includes('sources'))
  expect(topicsIn(desk.messages).filter((topic) => topic === 'items').length).toBeLessThanOrEqual(2)
  desk.stop()
  await running.close()
})

test('without a session there is no stream', async () => {
  expect((await api.ask({ url: '/api/stream' })).statusCode).toBe(401)
})

test('a stream ends at once when its session is ended, the account disabled or the screen’s link revoked', async () => {
  const running = await startApi({ ...api.options, port: 0, host: '127.0.0.1' })
  const stream = (cookie: string) => openStream(`${running.url}/api/stream`, cookie)
  const admin = await api.signedIn('stream-admin', ['administrator'])
  const kicked = await api.signedIn('kicked', ['leader'])
  const leaver = await api.signedIn('leaver', ['leader'])
  const disabled = await api.signedIn('disabled', ['leader'])
  const made = (await admin.send('POST', '/api/display-links', { name: '大厅' })).json()
  const token = new URL(made.link.path, 'http://x').searchParams.get('key')
  const entered = await api.ask({ method: 'POST', url: '/api/display-sessions', payload: { token } })
  const screen = await stream(String(entered.headers['set-cookie']).split(';')[0] ?? '')
  const [stays, one, two, three] = await Promise.all(
    [officer, kicked, leaver, disabled].map(({ cookie }) => stream(cookie)),
  )
  await Promise.all([screen, stays, one, two, three].map((open) => open?.connected()))
  await admin.send('DELETE', `/api/accounts/${kicked.me.id}/sessions`)
  await one?.ended()
  await leaver.send('DELETE', '/api/session')
  await two?.ended()
  await admin.send('POST', `/api/accounts/${disabled.me.id}/disable`)
  await three?.ended()
  await admin.send('DELETE', `/api/display-links/${made.view.id}`)
  await screen.ended()
  await api.run(async (tx) => tx.announce('events'))
  await stays?.until(() => topicsIn(stays.messages).includes('events'))
  expect(topicsIn(stays?.messages ?? [])).not.toContain('sessions')
  await running.close()
})
