import type { EventId, ItemId, SourceId } from './ids.js'

/** Counts a page shows about a post; absent when the page does not say. */
export interface Engagement {
  reads?: number
  comments?: number
  likes?: number
  shares?: number
}

/** What extraction yields from one page or feed entry, before anything is stored. */
export interface ItemDraft {
  url: string
  title: string
  text: string
  /** Null when the page says none; never the time of fetching. */
  publishedAt: Date | null
  /** The handle as shown; becomes a keyed pseudonym before it is stored. */
  author: string | null
  images: readonly string[]
  engagement: Engagement
  /** What the source calls the thread, where posts have replies; the first post carries it too. */
  threadKey?: string | null
  /** Floor of a reply under its post; 0 or left out is the post itself. Replies of one address differ by it. */
  replyNumber?: number | null
  /** Where a person saw it; left out for what was swept. */
  seenWhere?: string | null
  /** How to reach whoever brought it; sealed with the original and in nothing that is read. */
  contact?: string | null
  /** Of a message board: the unit's answer, apart from the question. */
  answer?: BoardAnswer
  /** Where the page says the text comes from (来源). */
  sourceName?: string | null
  /** Files offered with the text. */
  attachments?: readonly Attachment[]
}

/** 附件 as a page offers it; not fetched. */
export interface Attachment {
  name: string
  url: string
}

/** 答复 as a message board shows it. */
export interface BoardAnswer {
  /** The unit asked or answering, as written. */
  unit: string | null
  /** Empty while unanswered. */
  text: string
  repliedAt: Date | null
}

/** 信息: one public post as stored. Text is masked for reading; the author is a pseudonym. */
export interface Item {
  id: ItemId
  sourceId: SourceId
  /** Cleaned: no fragment, no tracking parameters. */
  url: string
  title: string
  text: string
  publishedAt: Date | null
  /** 发现: when we first saw it. */
  foundAt: Date
  authorPseudonym: string | null
  contentHash: string
  engagement: Engagement
  /** Null until analysed. */
  admission: Admission | null
  eventId: EventId | null
  /** The earlier item this one repeats word for word or nearly. */
  duplicateOf: ItemId | null
}

/** Whether an item is about us and about something we watch, and why (not). */
export interface Admission {
  admitted: boolean
  reason: string
}
