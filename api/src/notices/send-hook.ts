import { createHmac } from 'node:crypto'
import type { AddressRule } from '@huiyin/domain/address-rule'
import type { HookSettings } from '@huiyin/domain/http/notices'
import type { OutgoingMessage } from '@huiyin/store/notice-deliveries'
import { linkOf, type MessageFrame, textOf } from './message-text.js'
import { type Answered, postJson, type SendResult } from './outbound.js'

type Said = Pick<OutgoingMessage, 'messageId' | 'notices'>

interface Post {
  url: string
  body: object
  headers?: (body: string) => Record<string, string>
}

const hmac = (key: string, data: string) => createHmac('sha256', key).update(data)

/** 企业微信 (developer.work.weixin.qq.com/document/path/91770): the key stands in the address. */
const toWecom = ({ url }: HookSettings, text: string): Post => ({
  url,
  body: { msgtype: 'text', text: { content: text } },
})

/** 钉钉 (open.dingtalk.com, 自定义机器人安全设置): HMAC-SHA256 of `timestamp\nsecret` with the secret, base64, in the address. */
function toDingtalk({ url, secret }: HookSettings, text: string, now: Date): Post {
  const signed = new URL(url)
  if (secret) {
    const timestamp = String(now.getTime())
    signed.searchParams.set('timestamp', timestamp)
    signed.searchParams.set('sign', hmac(secret, `${timestamp}\n${secret}`).digest('base64'))
  }
  return { url: signed.href, body: { msgtype: 'text', text: { content: text } } }
}

/** 飞书 (open.feishu.cn, 自定义机器人使用指南): HMAC-SHA256 of nothing with `timestamp\nsecret` as the key, base64, in the body. */
function toFeishu({ url, secret }: HookSettings, text: string, now: Date): Post {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const sign = secret ? { timestamp, sign: hmac(`${timestamp}\n${secret}`, '').digest('base64') } : {}
  return { url, body: { ...sign, msg_type: 'text', content: { text } } }
}

/** Our own shape: the same number at every try, and a signature over time and body. */
function toWebhook({ url, secret }: HookSettings, said: Said, frame: MessageFrame, now: Date): Post {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    url,
    body: {
      id: said.messageId,
      place: frame.place,
      notices: said.notices.map(({ id, kind, grade, words, path, createdAt }) => ({
        id,
        kind,
        grade,
        words,
        link: linkOf(path, frame),
        at: createdAt.toISOString(),
      })),
    },
    headers: (body) => ({
      'x-huiyin-delivery': said.messageId,
      'x-huiyin-timestamp': timestamp,
      ...(secret
        ? { 'x-huiyin-signature': `sha256=${hmac(secret, `${timestamp}.${body}`).digest('hex')}` }
        : {}),
    }),
  }
}

/** The code in a bot's answer: it says 200 to what it refuses. */
function botCode(text: string): number | null {
  try {
    const { errcode, code, StatusCode } = JSON.parse(text) as Record<string, unknown>
    const found = errcode ?? code ?? StatusCode
    return typeof found === 'number' ? found : null
  } catch {
    return null
  }
}

const shown = ({ status, text }: Answered) => `HTTP ${status} ${text.slice(0, 500)}`.trim()

function judge(kind: HookSettings['kind'], answered: Answered): SendResult {
  const { status, text } = answered
  const answer = shown(answered)
  if (status >= 300 && status < 400)
    return { outcome: 'refused', answer: `${answer}（对方要求转到别处，为安全起见不跟随：请填写最终地址）` }
  if (status === 408 || status === 429 || status >= 500) return { outcome: 'retry', answer }
  if (status < 200 || status >= 400) return { outcome: 'refused', answer }
  // A bot that answers without a code of success took nothing: it is asked again, and then said to have failed.
  if (kind !== 'webhook' && botCode(text) !== 0) return { outcome: 'retry', answer }
  return { outcome: 'sent', answer }
}

/** Sends a message to a bot or a webhook, once. */
export async function sendHook(
  settings: HookSettings,
  said: Said,
  { frame, isAllowed, now }: { frame: MessageFrame; isAllowed: AddressRule; now: Date },
): Promise<SendResult> {
  const text = textOf(said, frame)
  const post = {
    wecom: () => toWecom(settings, text),
    dingtalk: () => toDingtalk(settings, text, now),
    feishu: () => toFeishu(settings, text, now),
    webhook: () => toWebhook(settings, said, frame, now),
  }[settings.kind]()
  const body = JSON.stringify(post.body)
  const answered = await postJson(post.url, body, {
    isAllowed,
    ...(post.headers ? { headers: post.headers(body) } : {}),
  })
  return 'outcome' in answered ? answered : judge(settings.kind, answered)
}
