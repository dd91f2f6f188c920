import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { channelAudiences, channelKinds, deliveryStates, dutyPosts, noticeKinds } from '../notice.js'
import { severityGrades } from '../severity.js'
import { Instant, MaybeInstant, MaybeText, PageQuery, pageOf } from './common.js'

const closed = { additionalProperties: false } as const

/** One thing the asker was told. `title` is null for what has none or may not be read any more. */
export const NoticeView = Type.Object({
  id: Type.String(),
  kind: oneOf(noticeKinds),
  grade: Type.Union([oneOf(severityGrades), Type.Null()]),
  words: Type.String(),
  title: MaybeText,
  path: Type.String(),
  urgent: Type.Boolean(),
  at: Instant,
  readAt: MaybeInstant,
  /** Grades I and II: told upwards until somebody acknowledges. */
  climbs: Type.Boolean(),
  acknowledgedAt: MaybeInstant,
  acknowledgedBy: MaybeText,
  steps: Type.Array(
    Type.Object({
      step: Type.Integer(),
      to: oneOf(dutyPosts),
      at: Instant,
      told: Type.Array(Type.String()),
      remark: MaybeText,
    }),
  ),
  /** Of something the reader had asked for: who decided it, and his reason where he gave one. */
  decision: Type.Union([Type.Object({ by: Type.String(), reason: MaybeText }), Type.Null()]),
})
export type NoticeView = Static<typeof NoticeView>
const noticeScopes = ['all', 'unread', 'waiting'] as const
export const NoticeQuery = Type.Object({
  scope: Type.Optional(oneOf(noticeScopes)),
  ...PageQuery.properties,
})
export const NoticePage = pageOf(NoticeView)
export type NoticePage = Static<typeof NoticePage>

/** The bell: unread, still climbing, and messages of the last day that could not be sent (null: not his to know). */
export const NoticeCounts = Type.Object({
  unread: Type.Integer(),
  waiting: Type.Integer(),
  troubles: Type.Union([Type.Integer(), Type.Null()]),
})
export type NoticeCounts = Static<typeof NoticeCounts>

export const ReadNotices = Type.Object(
  { ids: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 200 })) },
  closed,
)
export type ReadNotices = Static<typeof ReadNotices>

const email = Type.String({ maxLength: 200, pattern: '^[^\\s@<>",;]+@[^\\s@<>",;]+\\.[^\\s@<>",;]+$' })

/** Where a person is reached outside the program. */
export const ContactView = Type.Object({
  email: MaybeText,
  byEmail: Type.Boolean(),
  /** Whether the installation has a mail channel at all. */
  mailReady: Type.Boolean(),
})
export type ContactView = Static<typeof ContactView>
export const SetContact = Type.Object(
  { email: Type.Union([email, Type.Null()]), byEmail: Type.Boolean() },
  closed,
)
export type SetContact = Static<typeof SetContact>

/** What opens a bot or a webhook. The address of a bot holds its key: it is sealed whole. */
export const HookSettings = Type.Object(
  {
    kind: oneOf(['wecom', 'dingtalk', 'feishu', 'webhook'] as const),
    url: Type.String({ pattern: '^https?://', maxLength: 1000 }),
    secret: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  closed,
)
export type HookSettings = Static<typeof HookSettings>
const mailEncryptions = ['tls', 'starttls', 'none'] as const
export const MailSettings = Type.Object(
  {
    kind: Type.Literal('email'),
    host: Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9.:_-]+$' }),
    port: Type.Integer({ minimum: 1, maximum: 65535 }),
    encryption: oneOf(mailEncryptions),
    from: email,
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    password: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  closed,
)
export type MailSettings = Static<typeof MailSettings>
export type ChannelSettings = HookSettings | MailSettings

const nameAndAudience = {
  name: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  audience: oneOf(channelAudiences),
  unitCode: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
}
export const NewChannel = Type.Object(
  { ...nameAndAudience, settings: Type.Union([HookSettings, MailSettings]) },
  closed,
)
export type NewChannel = Static<typeof NewChannel>

/** A channel as it is shown: never an address with its key, never a secret. */
export const ChannelView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: oneOf(channelKinds),
  audience: oneOf(channelAudiences),
  unitCode: MaybeText,
  unitName: MaybeText,
  shown: Type.String(),
  enabled: Type.Boolean(),
  createdBy: Type.String(),
  createdAt: Instant,
  failingSince: MaybeInstant,
  lastAnswer: MaybeText,
  lastTriedAt: MaybeInstant,
})
export type ChannelView = Static<typeof ChannelView>
export const EnableChannel = Type.Object({ enabled: Type.Boolean() }, closed)
export const TestChannel = Type.Object({ email: Type.Optional(email) }, closed)
/** What a try was answered, word for word. */
export const ChannelTest = Type.Object({
  outcome: oneOf(['sent', 'retry', 'refused', 'unclear'] as const),
  answer: Type.String(),
})
export type ChannelTest = Static<typeof ChannelTest>

export const DeliveryView = Type.Object({
  id: Type.Integer(),
  channel: Type.String(),
  kind: Type.Union([oneOf(noticeKinds), Type.Null()]),
  words: MaybeText,
  to: MaybeText,
  mode: oneOf(['at-once', 'digest'] as const),
  state: oneOf(deliveryStates),
  dueAt: Instant,
  attempts: Type.Integer(),
  answer: MaybeText,
  sentAt: MaybeInstant,
})
export type DeliveryView = Static<typeof DeliveryView>
export const DeliveryQuery = Type.Object({
  troubled: Type.Optional(Type.Boolean()),
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})
export const DeliveryParams = Type.Object({ entry: Type.Integer({ minimum: 1 }) })
