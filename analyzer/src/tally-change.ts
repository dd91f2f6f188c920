import type { ItemId } from '@huiyin/domain/ids'
import type { JudgedItem } from '@huiyin/store/assessments'
import type { CountedPost, EventChanges, SoughtSaying } from '@huiyin/store/event-changes'
import type { FacetChange, FirstSayer, TallyChange } from '@huiyin/store/event-tally'
import { type CountedSaying, type FacetKind, facetsOf, patternOf, totalsOf } from './event-facets.js'
import { hoursOf } from './told-times.js'

/** A post as it was counted, told as posts are; only its source's id is known of the source. */
const sayingOf = ({ judgement, sourceId }: CountedPost): CountedSaying => ({
  judgement,
  source: { id: sourceId, level: 'county', name: '' },
})

interface FacetSum extends FacetChange {
  /** Posts that said it as they were counted. */
  before: number
}

const keyOf = ({ kind, value }: { kind: string; value: string }): string => `${kind} ${value}`

/** The representative comes first, then the first found. */
function comesBefore(a: Pick<FirstSayer, 'at' | 'item'>, b: Pick<FirstSayer, 'at' | 'item'>): boolean {
  const [one, other] = [
    a.at?.getTime() ?? Number.NEGATIVE_INFINITY,
    b.at?.getTime() ?? Number.NEGATIVE_INFINITY,
  ]
  return one !== other ? one < other : a.item <= b.item
}

const withFirst = (sum: FacetSum, sayer: FirstSayer): void => {
  if (!sum.first || !comesBefore(sum.first, sayer)) sum.first = sayer
}

/** By how much more, or less, each thing is said. */
function sumFacets(
  changes: readonly Pick<EventChanges['posts'][number], 'was' | 'now'>[],
  representativeId: ItemId,
): Map<string, FacetSum> {
  const sums = new Map<string, FacetSum>()
  const sumOf = ({ kind, value }: { kind: string; value: string }): FacetSum => {
    const known = sums.get(keyOf({ kind, value }))
    if (known) return known
    const sum: FacetSum = { kind, value, posts: 0, weight: 0, first: null, before: 0 }
    sums.set(keyOf(sum), sum)
    return sum
  }
  for (const { was, now } of changes) {
    for (const said of was ? facetsOf(sayingOf(was)) : []) {
      const sum = sumOf(said)
      sum.posts -= 1
      sum.before += 1
      sum.weight -= said.weight
    }
    for (const [place, { kind, value, weight, said }] of (now ? facetsOf(now) : []).entries()) {
      const sum = sumOf({ kind, value })
      sum.posts += 1
      sum.weight += weight
      if (now) withFirst(sum, { ...sayerOf(now, representativeId), place, said })
    }
  }
  return sums
}

const sayerOf = ({ id, foundAt }: JudgedItem, representativeId: ItemId) => ({
  item: id,
  at: id === representativeId ? null : foundAt,
})

/** Authors that came to the event less those that left it. */
function moreAuthors(changes: EventChanges['posts']): number {
  const authors = new Map<string, { stays: boolean; was: boolean; is: boolean }>()
  const note = (author: string | null, stays: boolean, when: { was?: true; is?: true }) => {
    if (author === null) return
    const known = authors.get(author) ?? { stays: false, was: false, is: false }
    authors.set(author, { ...known, ...when, stays: known.stays || stays })
  }
  for (const { was, now, othersByWas, othersByNow } of changes) {
    note(was?.authorPseudonym ?? null, othersByWas, { was: true })
    note(now?.authorPseudonym ?? null, othersByNow, { is: true })
  }
  return [...authors.values()]
    .filter(({ stays }) => !stays)
    .reduce((more, { was, is }) => more + Number(is) - Number(was), 0)
}

/** What changed posts take from what is kept of an event, and add to it. */
export class TallyChanges {
  readonly #changes: EventChanges
  readonly #representativeId: ItemId
  readonly #sums: Map<string, FacetSum>

  constructor(changes: EventChanges, representativeId: ItemId) {
    this.#changes = changes
    this.#representativeId = representativeId
    this.#sums = sumFacets(changes.posts, representativeId)
  }

  get changed(): ItemId[] {
    return this.#changes.posts.map(({ itemId }) => itemId)
  }

  /** Things that other posts say too, and of which the changed posts do not tell any more who was first. */
  sought(): SoughtSaying[] {
    const changed = new Set(this.changed)
    return this.#changes.firsts.flatMap(({ kind, value, posts, firstAt, firstItem }) => {
      const sum = this.#sums.get(keyOf({ kind, value }))
      if (!changed.has(firstItem) || posts <= (sum?.before ?? 0)) return []
      if (sum?.first && comesBefore(sum.first, { at: firstAt, item: firstItem })) return []
      return { kind, value, pattern: patternOf[kind as FacetKind](value) }
    })
  }

  /** The change as it is kept; `found` are those who say what was `sought`. */
  change(found: readonly (SoughtSaying & { post: JudgedItem })[]): TallyChange {
    for (const { kind, value, post } of found) {
      const said = facetsOf(post)
      const place = said.findIndex((one) => one.kind === kind && one.value === value)
      const sum = this.#sums.get(keyOf({ kind, value })) ?? {
        ...{ kind, value, posts: 0, weight: 0, first: null, before: 0 },
      }
      withFirst(sum, { ...sayerOf(post, this.#representativeId), place, said: said[place]?.said ?? null })
      this.#sums.set(keyOf(sum), sum)
    }
    const { posts } = this.#changes
    const was = posts.flatMap(({ was }) => was ?? [])
    const now = posts.flatMap(({ now }) => now ?? [])
    const [taken, added] = [totalsOf(was), totalsOf(now)]
    return {
      representativeId: this.#representativeId,
      recounted: posts.flatMap(({ was, itemId }) => (was ? itemId : [])),
      facets: [...this.#sums.values()].map(({ before, ...facet }) => facet),
      hours: hoursOf(now, was),
      totals: {
        posts: added.posts - taken.posts,
        reads: added.reads - taken.reads,
        comments: added.comments - taken.comments,
        shares: added.shares - taken.shares,
        authors: moreAuthors(posts),
      },
    }
  }
}

/** All posts of an event as what is kept of it begins; the representative is one of them. */
export const wholeTally = (posts: readonly JudgedItem[], representativeId: ItemId): TallyChange => ({
  representativeId,
  recounted: [],
  facets: [
    ...sumFacets(
      posts.map((now) => ({ was: null, now })),
      representativeId,
    ).values(),
  ].map(({ before, ...facet }) => facet),
  hours: hoursOf(posts),
  totals: totalsOf(posts),
})
