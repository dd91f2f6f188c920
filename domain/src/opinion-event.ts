/** open: waits for the officer · dismissed: set aside with a reason · accepted: has a case file. */
export const eventStates = ['open', 'dismissed', 'accepted'] as const
export type EventState = (typeof eventStates)[number]
export const eventStateLabel: Record<EventState, string> = {
  open: '待研判',
  dismissed: '不予受理',
  accepted: '已受理',
}

/**
 * What a post, and an event, looks like to clustering. A post is compared with each event's one signature, never
 * with the posts in it, so that A≈B≈C chains cannot grow.
 */
export interface EventSignature {
  /** MinHash of character shingles, for near-duplicates; an event's is its representative's. */
  minhash: readonly number[]
  /** Content words with weights, for the same matter in other words; an event's are the mean of its posts'. */
  terms: Readonly<Record<string, number>>
  places: readonly string[]
  topics: readonly string[]
  /** Codes of units accused in it: an accusation is never joined to an open matter, which its unit may read. */
  accused?: readonly string[]
  /** The headline praises: thanks never join a trouble told with the same names. */
  praise?: boolean
}

/** How the feed is ordered: by the last post of each event, or by grade first. */
export const feedOrders = ['latest', 'gravest'] as const
export type FeedOrder = (typeof feedOrders)[number]
