/** Limits of one fetch (docs/rules.md §7). */
export interface FetchLimits {
  /** All hops together, without the waits for a host's turn. */
  readonly totalMs: number
  readonly wireBytes: number
  readonly decodedBytes: number
  readonly hops: number
}

/** A page above this is large: read one at a time in a process, in a thread that ends with it. */
export const largeBytes = 2 ** 20

export const fetchLimits: FetchLimits = {
  totalMs: 20_000,
  wireBytes: 10 * 2 ** 20,
  // §7 allows 30 MB. Not even the largest page the reading thread can hold is longer than this (measured: an article
  // of 9 MB, a list of 4.8 MB), so what lies beyond is not unpacked only to be refused.
  decodedBytes: 12 * 2 ** 20,
  hops: 5,
}
