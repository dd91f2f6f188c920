import { parseJson } from './json-value.js'

/** Entries of one feed that are read; the newest stand first. Nobody posts more between two sweeps. */
export const mostEntries = 2_000

export interface BoundedFeed {
  text: string
  /** Why not all of it is read, in words; null when it is. */
  note: string | null
}

const tooMany = `订阅源超过 ${mostEntries} 条，只读了最前面的 ${mostEntries} 条`
const cutShort = '订阅源没有传完就断了，已读出完整的条目，断开处之后的下次再读'
const closers = { rss: '</channel></rss>', feed: '</feed>', 'rdf:RDF': '</rdf:RDF>' } as const

/** A feed a parser may be given: with no more entries than are read, and closed where its sender cut it off. */
export function boundFeed(text: string): BoundedFeed {
  if (text.trimStart().startsWith('{')) return boundJsonFeed(text)
  const root = /<(rss|feed|rdf:RDF)[\s>]/.exec(text)?.[1] as keyof typeof closers | undefined
  if (root === undefined) return { text, note: null }
  const end = root === 'feed' ? '</entry>' : '</item>'
  let entries = 0
  let until = 0
  for (let found = text.indexOf(end); found >= 0 && entries < mostEntries; found = text.indexOf(end, until)) {
    entries++
    until = found + end.length
  }
  const isMore = text.indexOf(end, until) >= 0
  const isClosed = text.lastIndexOf(`</${root}>`) >= until
  if (!isMore && isClosed) return { text, note: null }
  // In RSS 1.0 the entries follow the channel; in 2.0 they stand inside it.
  return { text: text.slice(0, until) + closers[root], note: isMore ? tooMany : cutShort }
}

function boundJsonFeed(text: string): BoundedFeed {
  const feed = parseJson(text)
  if (typeof feed !== 'object' || feed === null || !('items' in feed) || !Array.isArray(feed.items))
    return { text, note: null }
  if (feed.items.length <= mostEntries) return { text, note: null }
  return { text: JSON.stringify({ ...feed, items: feed.items.slice(0, mostEntries) }), note: tooMany }
}
