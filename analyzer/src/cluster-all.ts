import { MemoryShelf } from './memory-shelf.js'
import { type PlacedPost, placeOnShelf } from './place-on-shelf.js'

export interface ClusterOutput {
  readonly id: string
  readonly event: string
  readonly duplicateOf?: string
}

/**
 * Events of a whole file: post by post in the order of time, by the rule live placing follows. Answers in the order
 * given; the same file gives the same events.
 */
export async function clusterAll(posts: readonly PlacedPost[]): Promise<ClusterOutput[]> {
  const shelf = new MemoryShelf()
  const repeats = new Map<string, string>()
  const inTime = [...posts].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  for (const post of inTime) {
    const { placement } = await placeOnShelf(post, shelf)
    if (placement?.duplicateOf) repeats.set(post.id, placement.duplicateOf)
  }
  const placed = shelf.placed()
  return posts.map(({ id }) => {
    const duplicateOf = repeats.get(id)
    return { id, event: placed.get(id) ?? id, ...(duplicateOf ? { duplicateOf } : {}) }
  })
}
