import type { OutgoingMessage } from '@huiyin/store/notice-deliveries'

/** What surrounds every message: whose it is, and where to open it. */
export interface MessageFrame {
  /** The county. */
  place: string
  /** Where people reach the program; without it a message carries no link. */
  origin: string | null
}

type Said = Pick<OutgoingMessage, 'notices'>

export const linkOf = (path: string, { origin }: MessageFrame): string | null =>
  origin ? new URL(path, origin).href : null

/** One line for the subject of a mail. */
export const subjectOf = ({ notices }: Said, { place }: MessageFrame): string =>
  notices.length === 1
    ? `【回音·${place}】${notices[0]?.words ?? ''}`
    : `【回音·${place}】${notices.length} 条通知`

/** The text that leaves the house: number, grade, limit and link; never what people wrote, never who they are. */
export function textOf(message: Said, frame: MessageFrame): string {
  const lines = message.notices.flatMap(({ words, path }, index) => {
    const link = linkOf(path, frame)
    const line = message.notices.length === 1 ? words : `${index + 1}. ${words}`
    return link ? [line, link] : [line]
  })
  return [
    ...(message.notices.length === 1 ? [`【回音·${frame.place}】`] : [subjectOf(message, frame)]),
    ...lines,
    ...(frame.origin ? [] : ['请登录系统查看。']),
  ].join('\n')
}
