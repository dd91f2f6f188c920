import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { dutyPosts, noticeAudiences, noticeKinds, noticeTimings } from '../notice.js'
import { severityGrades } from '../severity.js'
import { RuleChangeView } from './rules.js'

const closed = { additionalProperties: false } as const
/** All of 通知规则 in YAML, as the shipped file is written. */
const yaml = () => Type.String({ minLength: 10, maxLength: 200_000 })

/** Who is told of what, as it is in force, and how it came to be so. */
export const NoticeRulesView = Type.Object({
  quiet: Type.Object({ from: Type.String(), to: Type.String() }),
  digests: Type.Array(Type.String()),
  climb: Type.Array(Type.Object({ to: oneOf(dutyPosts), afterMinutes: Type.Integer() })),
  rules: Type.Array(
    Type.Object({
      kind: oneOf(noticeKinds),
      to: Type.Array(oneOf(noticeAudiences)),
      when: oneOf(noticeTimings),
      climbs: Type.Boolean(),
      inboxFrom: Type.Optional(oneOf(severityGrades)),
      words: Type.String(),
      basis: Type.String(),
    }),
  ),
  /** The approved version in force; 0: the shipped one. */
  version: Type.Integer(),
  /** The text in force, to be edited, and the one the program came with, to be returned to. */
  yaml: Type.String(),
  shippedYaml: Type.String(),
  /** Newest first. */
  changes: Type.Array(RuleChangeView),
})
export type NoticeRulesView = Static<typeof NoticeRulesView>

export const CheckNoticeRules = Type.Object({ yaml: Type.String({ maxLength: 200_000 }) }, closed)
export type CheckNoticeRules = Static<typeof CheckNoticeRules>

/** Every departure, with file, line and field in words; none: the text may be proposed. */
export const CheckedNoticeRules = Type.Object({
  problems: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
})
export type CheckedNoticeRules = Static<typeof CheckedNoticeRules>

export const RequestNoticeRules = Type.Object(
  { yaml: yaml(), reason: Type.String({ minLength: 2, maxLength: 500 }) },
  closed,
)
export type RequestNoticeRules = Static<typeof RequestNoticeRules>
