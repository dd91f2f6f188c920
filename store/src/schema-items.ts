// What was found: its words, versions and figures, the sealed original, and what is left of what was deleted.

import type { Attachment, Engagement } from '@huiyin/domain/item'
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** 答复 as JSON keeps it. */
export interface StoredAnswer {
  unit: string | null
  text: string
  repliedAt: string | null
}

export interface ItemTable {
  id: Generated<string>
  source_id: string
  url: string
  content_hash: string
  title: string
  text: string
  author_pseudonym: string | null
  published_at: Date | null
  found_at: Date
  engagement: JSONColumnType<Engagement>
  images: Generated<string[]>
  admitted: boolean | null
  admission_reason: string | null
  analyzed_at: Date | null
  event_id: string | null
  duplicate_of: string | null
  correction: ColumnType<string | null, string | null | undefined, string | null>
  thread_key: Generated<string | null>
  reply_number: Generated<number | null>
  seen_where: Generated<string | null>
  answer: ColumnType<StoredAnswer | null, string | null | undefined, string | null>
  source_name: Generated<string | null>
  attachments: ColumnType<Attachment[], string | undefined, string>
  counted_at: Generated<Date | null>
  placed_by: Generated<string | null>
  placed_at: Generated<Date | null>
}

export interface ItemVersionTable {
  id: Generated<string>
  item_id: string
  number: number
  content_hash: string
  title: string
  text: string
  key_id: string | null
  nonce: Buffer | null
  sealed: Buffer | null
  stored_at: Date
  replaced_at: Date
}

export interface ItemEngagementTable {
  item_id: string
  at: Date
  counts: JSONColumnType<Engagement>
}

export interface ItemOriginalTable {
  item_id: string
  key_id: string
  nonce: Buffer
  sealed: Buffer
  stored_at: Date
}

export interface ItemTombstoneTable {
  source_id: string
  url_hash: string
  content_hash: string | null
  why: 'retention' | 'data-request'
  deleted_at: Date
}
