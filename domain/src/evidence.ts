import type { EventView } from './http/opinion-events.js'

/** A post as it was read, with what proves it is that one. */
export type EvidenceItem = EventView['items'][number] & {
  /** SHA-256 of the sealed original, in hex: whoever opens it later knows it is the same. Null: past its time. */
  sealedSha256: string | null
}

/** An answer the authorities published. */
export interface EvidenceAnswer {
  publishedAt: Date
  /** Where it stands: an address, or a number of a document. */
  reference: string
  /** Its words as they were published. */
  text: string
}

/** 固证: what was seen of one event and what was answered, as it is handed to whoever must prove it. Masked. */
export interface Evidence {
  jurisdiction: string
  event: { number: number; title: string }
  exportedAt: Date
  items: readonly EvidenceItem[]
  answers: readonly EvidenceAnswer[]
}
