import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { addressRule } from '@huiyin/domain/address-rule'
import type { HookSettings, MailSettings } from '@huiyin/domain/http/notices'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sendHook } from './send-hook.js'
import { sendMail } from './send-mail.js'
import { openReceiver, type Receiver } from './testing-receiver.js'

const now = new Date('2026-03-02T10:00:00+08:00')
const frame = { place: '青禾县', origin: 'https://yq.example.gov.cn' }
const loopback = addressRule(['127.0.0.0/8'])
const message = {
  messageId: '7f9c6f0e-0000-4000-8000-000000000001',
  notices: [
    {
      id: '7f9c6f0e-0000-4000-8000-000000000002',
      kind: 'case-dispatched' as const,
      grade: 'II' as const,
      words: '交办 II 级重大舆情，案件第 12 号，请签收',
      path: '/cases/12',
      createdAt: now,
    },
  ],
}
const text = '【回音·青禾县】\n交办 II 级重大舆情，案件第 12 号，请签收\nhttps://yq.example.gov.cn/cases/12'

let receiver: Receiver
const post = (settings: Omit<HookSettings, 'url'> & { url?: string }, isAllowed = loopback) =>
  sendHook({ url: `${receiver.url}/robot?key=k1`, ...settings }, message, { frame, isAllowed, now })
const said = () => {
  const [one] = receiver.received
  if (!one) throw new Error('nothing was received')
  return { ...one, json: JSON.parse(one.body) as Record<string, unknown> }
}

beforeAll(async () => {
  receiver = await openReceiver()
})
afterAll(() => receiver.close())
beforeEach(() => {
  receiver.received.length = 0
  receiver.answer(200, '{"errcode":0,"errmsg":"ok"}')
})

test('企业微信 gets a text message at the address with its key', async () => {
  expect(await post({ kind: 'wecom' })).toEqual({
    outcome: 'sent',
    answer: 'HTTP 200 {"errcode":0,"errmsg":"ok"}',
  })
  expect(said().json).toEqual({ msgtype: 'text', text: { content: text } })
  expect(said().url.searchParams.get('key')).toBe('k1')
})

test('钉钉 gets time and signature in the address', async () => {
  expect(await post({ kind: 'dingtalk', secret: 'SEC1' })).toMatchObject({ outcome: 'sent' })
  const { url, json } = said()
  const timestamp = url.searchParams.get('timestamp')
  expect(timestamp).toBe(String(now.getTime()))
  expect(url.searchParams.get('sign')).toBe(
    createHmac('sha256', 'SEC1').update(`${timestamp}\nSEC1`).digest('base64'),
  )
  expect(json).toEqual({ msgtype: 'text', text: { content: text } })
})

test('飞书 gets time and signature in the body', async () => {
  receiver.answer(200, '{"code":0,"msg":"success"}')
  expect(await post({ kind: 'feishu', secret: 'fs' })).toMatchObject({ outcome: 'sent' })
  const timestamp = String(now.getTime() / 1000)
  expect(said().json).toEqual({
    timestamp,
    sign: createHmac('sha256', `${timestamp}\nfs`).update('').digest('base64'),
    msg_type: 'text',
    content: { text },
  })
})

test('a bot that answers 200 and refuses has not taken the message', async () => {
  receiver.answer(200, '{"errcode":310000,"errmsg":"sign not match"}')
  expect(await post({ kind: 'dingtalk', secret: 'x' })).toEqual({
    outcome: 'retry',
    answer: 'HTTP 200 {"errcode":310000,"errmsg":"sign not match"}',
  })
})

test('a receiver that sends us elsewhere is not followed', async () => {
  receiver.answer(302, '', { location: `${receiver.url}/other` })
  expect(await post({ kind: 'webhook' })).toMatchObject({ outcome: 'refused' })
  expect(receiver.received).toHaveLength(1)
})

test.each([
  'http://127.0.0.1:1/',
  'http://[::1]:1/',
  'http://localhost:1/',
  'http://169.254.169.254/',
  'http://2130706433/',
])('no message goes to %s unless the range is allowed', async (url) => {
  const { outcome, answer } = await post({ kind: 'webhook', url }, addressRule([]))
  expect(outcome).not.toBe('sent')
  expect(answer).toContain('HUIYIN_ALLOWED_NETWORKS')
})

test('a closed port is surely not reached, and is tried again', async () => {
  expect(await post({ kind: 'webhook', url: 'http://127.0.0.1:1/' })).toMatchObject({ outcome: 'retry' })
})

test('a mail carries number, grade and link, and the number of the message as its own', async () => {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('gone') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null,
      ),
    onData: (stream, _session, done) => {
      let mail = ''
      stream.on('data', (part) => {
        mail += part
      })
      stream.on('end', () => {
        mails.push(mail)
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const settings: MailSettings = {
    kind: 'email',
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    encryption: 'none',
    from: 'yuqing@example.gov.cn',
  }
  try {
    expect(
      await sendMail(settings, 'a@example.gov.cn', message, { frame, isAllowed: loopback }),
    ).toMatchObject({
      outcome: 'sent',
    })
    expect(mails[0]).toContain(`Message-ID: <${message.messageId}@example.gov.cn>`)
    expect(mails[0]).toContain('To: a@example.gov.cn')
    expect(
      await sendMail(settings, 'gone@example.gov.cn', message, { frame, isAllowed: loopback }),
    ).toMatchObject({
      outcome: 'refused',
      answer: expect.stringContaining('no such user'),
    })
    expect(
      await sendMail(settings, 'a@example.gov.cn', message, { frame, isAllowed: addressRule([]) }),
    ).toMatchObject({ answer: expect.stringContaining('HUIYIN_ALLOWED_NETWORKS') })
    expect(mails).toHaveLength(1)
  } finally {
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
})
