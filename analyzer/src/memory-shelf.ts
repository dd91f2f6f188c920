import type { Candidate } from './cluster.js'
import type { EventShelf } from './place-on-shelf.js'
import { keysOf, periodOf } from './telling-words.js'

interface Shelved {
  readonly candidate: Candidate
  readonly posts: readonly string[]
  readonly period: number
  readonly keys: readonly string[]
}

/** Events in memory, for a whole file and for the demonstration's replay: looked up as in the database. */
export class MemoryShelf implements EventShelf {
  readonly #events = new Map<string, Shelved>()
  readonly #byKey = new Map<string, Map<string, number>>()
  readonly #words = new Map<string, number>()
  #opened = 0

  /** Which event each post is in. */
  placed(): Map<string, string> {
    return new Map(
      [...this.#events].flatMap(([event, { posts }]) => posts.map((post) => [post, event] as const)),
    )
  }

  counts: EventShelf['counts'] = async (words) => ({
    events: this.#opened,
    of: new Map(words.map((word) => [word, this.#words.get(word) ?? 0])),
  })

  near: EventShelf['near'] = async ({ except, keys, sincePeriod, perKey, limit }) => {
    const scores = new Map<string, number>()
    for (const { key, weight } of keys)
      for (const [event, there] of this.#listed(key, sincePeriod, perKey))
        scores.set(event, (scores.get(event) ?? 0) + weight * there)
    return [...scores]
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, limit)
      .flatMap(([event]) => (event === except ? [] : (this.#events.get(event)?.candidate ?? [])))
  }

  #listed(key: string, sincePeriod: number, perKey: number): [string, number][] {
    const listed = [...(this.#byKey.get(key) ?? [])].map(
      ([event, weight]) => [event, weight, this.#events.get(event)?.period ?? 0] as const,
    )
    const recent = listed.filter(([, , period]) => period >= sincePeriod)
    if (recent.length > perKey) recent.sort((a, b) => b[2] - a[2] || b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    return recent.slice(0, perKey).map(([event, weight]) => [event, weight])
  }

  open: EventShelf['open'] = async ({ id, at }, signature) => {
    this.#opened += 1
    for (const word of Object.keys(signature.terms)) this.#words.set(word, (this.#words.get(word) ?? 0) + 1)
    const event = { eventId: id, signature, representativeId: id, itemCount: 1 }
    this.#put({ ...event, firstToldAt: at, lastToldAt: at }, [id])
    return id
  }

  join: EventShelf['join'] = async ({ id }, _own, grown, _duplicateOf, ask) => {
    this.#put(grown, [...this.#postsOf(grown.eventId), id])
    return await this.near(ask)
  }

  separatedFrom: EventShelf['separatedFrom'] = async () => new Set()

  merge: EventShelf['merge'] = async (both, mergedId) => {
    const posts = this.#postsOf(mergedId)
    this.#take(mergedId)
    this.#put(both, [...this.#postsOf(both.eventId), ...posts])
  }

  #postsOf(event: string): readonly string[] {
    return this.#events.get(event)?.posts ?? []
  }

  #put(candidate: Candidate, posts: readonly string[]): void {
    this.#take(candidate.eventId)
    const keys = keysOf(candidate.signature)
    for (const { key, weight } of keys) {
      const listed = this.#byKey.get(key)
      if (listed) listed.set(candidate.eventId, weight)
      else this.#byKey.set(key, new Map([[candidate.eventId, weight]]))
    }
    this.#events.set(candidate.eventId, {
      candidate,
      posts,
      period: periodOf(candidate.lastToldAt),
      keys: keys.map(({ key }) => key),
    })
  }

  #take(eventId: string): void {
    for (const key of this.#events.get(eventId)?.keys ?? []) this.#byKey.get(key)?.delete(eventId)
    this.#events.delete(eventId)
  }
}
