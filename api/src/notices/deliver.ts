import type { AddressRule } from '@huiyin/domain/address-rule'
import { retryAfterMs } from '@huiyin/domain/notice-time'
import type { OutgoingMessage } from '@huiyin/store/notice-deliveries'
import type { Store } from '@huiyin/store/store'
import { self } from '../deps.js'
import { openSettings } from './channel-settings.js'
import type { MessageFrame } from './message-text.js'
import type { SendResult } from './outbound.js'
import { sendHook } from './send-hook.js'
import { sendMail } from './send-mail.js'

/** What a sender needs beside the message. */
export interface Means {
  secret: string
  frame: MessageFrame
  isAllowed: AddressRule
  now: Date
}

type Outgoing = Pick<OutgoingMessage, 'messageId' | 'channelId' | 'sealed' | 'email' | 'notices'>

/** Sends one message by its channel, once; never throws for what a receiver does. */
export async function send(message: Outgoing, means: Means): Promise<SendResult> {
  const settings = openSettings(means.secret, message.channelId, message.sealed)
  if (settings.kind !== 'email') return await sendHook(settings, message, means)
  if (!message.email) return { outcome: 'refused', answer: '接收人没有登记电子邮箱' }
  return await sendMail(settings, message.email, message, means)
}

/**
 * Sends the next due message. The claim is committed before anything leaves, the outcome after: who dies in between
 * leaves a message that `settleAbandoned` finds. Answers whether there was one.
 */
export async function deliverNext(store: Store, means: Omit<Means, 'now'>): Promise<boolean> {
  const claimed = await store.as(self).transaction(async (tx) => {
    await tx.noticeDeliveries.withhold()
    const message = await tx.noticeDeliveries.claim()
    return message && { message, now: tx.now }
  })
  if (!claimed) return false
  const { message, now } = claimed
  const { outcome, answer } = await send(message, { ...means, now }).catch(
    (error: unknown): SendResult => ({ outcome: 'refused', answer: (error as Error).message }),
  )
  await store.as(self).transaction(async (tx) => {
    const waitMs = outcome === 'retry' ? retryAfterMs(message.attempts) : null
    const state = outcome === 'sent' ? 'sent' : outcome === 'unclear' ? 'uncertain' : 'failed'
    await tx.noticeDeliveries.mark(
      message,
      waitMs === null
        ? { state, answer }
        : { state: 'waiting', answer, retryAt: new Date(tx.now.getTime() + waitMs) },
    )
    await tx.noticeChannels.answered(message.channelId, { ok: outcome === 'sent', answer })
    tx.announce('notices')
  })
  return true
}
