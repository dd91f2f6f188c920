import { isIP } from 'node:net'
import type { AddressRule } from '@huiyin/domain/address-rule'
import { bareHost, refuseLiteral } from '@huiyin/domain/address-rule'
import type { MailSettings } from '@huiyin/domain/http/notices'
import type { OutgoingMessage } from '@huiyin/store/notice-deliveries'
import { createTransport } from 'nodemailer'
import { type MessageFrame, subjectOf, textOf } from './message-text.js'
import { connectionWords, lookUpAllowed, type SendResult } from './outbound.js'

const limitMs = 10_000

/** The address the name stands for, checked; it is this one that is connected to. */
function resolveAllowed(host: string, isAllowed: AddressRule): Promise<string> {
  const refused = refuseLiteral(host, isAllowed)
  if (refused) return Promise.reject(refused)
  if (isIP(bareHost(host)) !== 0) return Promise.resolve(bareHost(host))
  return new Promise((resolve, reject) => {
    lookUpAllowed(isAllowed)(host, {}, (error, address) => {
      if (error) reject(error)
      else resolve(String(address))
    })
  })
}

interface SmtpFailure extends Error {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

/** What a server's refusal means: RFC 5321 section 4.2.1, 4xx may be tried again, 5xx not. */
function judge(error: SmtpFailure): SendResult {
  const answer = error.response ?? connectionWords(error)
  if (error.responseCode !== undefined)
    return { outcome: error.responseCode >= 500 ? 'refused' : 'retry', answer }
  if (error.command === 'DATA') return { outcome: 'unclear', answer: `${answer}；邮件已发出，不知是否送达` }
  return { outcome: 'retry', answer }
}

/** Sends one mail to one person. The number of the message is its Message-ID, the same at every try. */
export async function sendMail(
  settings: MailSettings,
  to: string,
  said: Pick<OutgoingMessage, 'messageId' | 'notices'>,
  { frame, isAllowed }: { frame: MessageFrame; isAllowed: AddressRule },
): Promise<SendResult> {
  try {
    const address = await resolveAllowed(settings.host, isAllowed)
    const transport = createTransport({
      host: address,
      port: settings.port,
      secure: settings.encryption === 'tls',
      requireTLS: settings.encryption === 'starttls',
      ignoreTLS: settings.encryption === 'none',
      ...(isIP(bareHost(settings.host)) === 0 ? { tls: { servername: settings.host } } : {}),
      ...(settings.user ? { auth: { user: settings.user, pass: settings.password ?? '' } } : {}),
      connectionTimeout: limitMs,
      greetingTimeout: limitMs,
      socketTimeout: limitMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      const { response } = await transport.sendMail({
        from: { name: `回音·${frame.place}`, address: settings.from },
        to: { name: '', address: to },
        subject: subjectOf(said, frame),
        text: textOf(said, frame),
        messageId: `<${said.messageId}@${settings.from.split('@')[1] ?? 'huiyin'}>`,
        headers: { 'auto-submitted': 'auto-generated' },
      })
      return { outcome: 'sent', answer: response }
    } finally {
      transport.close()
    }
  } catch (error) {
    return judge(error as SmtpFailure)
  }
}
