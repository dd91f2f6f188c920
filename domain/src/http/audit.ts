import { type Static, Type } from 'typebox'
import { auditActions, auditSubjectKinds } from '../audit.js'
import { auditProblemKinds } from '../audit-verification.js'
import { oneOf } from '../literal.js'
import { Instant, MaybeText } from './common.js'

const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What to look for; days are China's, first and last included. */
const filters = {
  action: Type.Optional(oneOf(auditActions)),
  actor: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  subjectKind: Type.Optional(oneOf(auditSubjectKinds)),
  subject: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  from: Type.Optional(Day),
  to: Type.Optional(Day),
}

export const AuditEntriesQuery = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,15}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
})
export type AuditEntriesQuery = Static<typeof AuditEntriesQuery>

export const AuditExportQuery = Type.Object({
  ...filters,
  format: Type.Optional(oneOf(['csv', 'jsonl'])),
})
export type AuditExportQuery = Static<typeof AuditExportQuery>

export const AuditEntryView = Type.Object({
  seq: Type.Integer(),
  at: Instant,
  actor: Type.Object({ kind: Type.String(), id: Type.String(), name: Type.String() }),
  action: Type.String(),
  subject: Type.Object({ kind: Type.String(), id: MaybeText }),
  detail: Type.Record(Type.String(), Type.Unknown()),
  hash: Type.String(),
})
export type AuditEntryView = Static<typeof AuditEntryView>

export const AuditVerificationView = Type.Object({
  intact: Type.Boolean(),
  entries: Type.Integer(),
  head: Type.Union([Type.Object({ seq: Type.Integer(), hash: Type.String() }), Type.Null()]),
  headsCompared: Type.Integer(),
  problems: Type.Array(
    Type.Object({
      kind: oneOf(auditProblemKinds),
      from: Type.Integer(),
      to: Type.Integer(),
      message: Type.String(),
    }),
  ),
  checkedAt: Instant,
})
export type AuditVerificationView = Static<typeof AuditVerificationView>
