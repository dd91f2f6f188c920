// Tables of who may act, and of acts that need a second person or leave a record.

import type { Role } from '@huiyin/domain/actor'
import type { ApiScope } from '@huiyin/domain/api-token'
import type { TwoPersonState } from '@huiyin/domain/http/two-person'
import type { WallDirection } from '@huiyin/domain/http/walls'
import type { DataRequestKind } from '@huiyin/domain/privacy'
import type { SessionMeans } from '@huiyin/domain/session'
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'

export interface RevealRequestTable {
  id: Generated<string>
  item_id: string | null
  reason: string
  requested_by: string
  requested_by_name: string
  requested_at: Date
  decision: ColumnType<'approved' | 'refused' | null, undefined, 'approved' | 'refused'>
  decision_reason: ColumnType<string | null, undefined, string | null>
  decided_by: ColumnType<string | null, undefined, string>
  decided_by_name: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  expires_at: ColumnType<Date | null, undefined, Date | null>
  read_at: ColumnType<Date | null, undefined, Date>
}

export interface DataRequestTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  kind: DataRequestKind
  item_id: string | null
  url: string | null
  demand: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  received_at: Date
  due_at: Date
  registered_by: string
  registered_by_name: string
  handler: string
  decision: ColumnType<'granted' | 'refused' | null, undefined, 'granted' | 'refused'>
  decision_reason: ColumnType<string | null, undefined, string>
  decided_by: ColumnType<string | null, undefined, string>
  decided_by_name: ColumnType<string | null, undefined, string>
  decided_at: ColumnType<Date | null, undefined, Date>
  executed_at: ColumnType<Date | null, undefined, Date>
  outcome: ColumnType<{ items: number; events?: number } | null, undefined, string>
}

export interface AccountTable {
  id: Generated<string>
  name: string
  display_name: string
  roles: Role[]
  unit_code: string | null
  password_hash: string | null
  password_set_at: Generated<Date | null>
  must_change_password: Generated<boolean>
  notices_seen_at: Generated<Date | null>
  created_at: Date
  disabled_at: Date | null
}

export interface SessionTable {
  id: Generated<string>
  token_hash: string
  account_id: string
  created_at: Date
  seen_at: Date
  expires_at: Date
  address: Generated<string>
  device: Generated<string>
  means: Generated<SessionMeans>
}

export interface SecondFactorTable {
  account_id: string
  sealed_secret: string
  created_at: Date
  confirmed_at: Date | null
  last_step: Generated<number>
}

export interface ApiTokenTable {
  id: Generated<string>
  name: string
  token_hash: string
  scopes: ApiScope[]
  created_by: string
  created_at: Date
  expires_at: Date
  last_used_at: Date | null
  last_used_from: string | null
  revoked_at: Date | null
}

/** Select and insert only; `detail` is JSON text, kept to the letter. */
export interface AuditEntryTable {
  seq: number
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string | null
  detail: ColumnType<Record<string, unknown>, string, never>
  key_id: string
  previous_hash: string
  hash: string
}

/** Select and insert; of what is there only the second person's word may be written. */
export interface WallChangeTable {
  id: Generated<string>
  seq: GeneratedAlways<number>
  event_id: string
  unit_code: string
  direction: WallDirection
  reason: string
  state: Generated<TwoPersonState>
  requested_by: string
  requested_by_name: string
  requested_at: Date
  decided_by: string | null
  decided_by_name: string | null
  decided_at: Date | null
  decided_reason: string | null
}
