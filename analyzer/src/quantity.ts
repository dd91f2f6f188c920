/** Words of a text a figure rests on. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** What a text counts of one thing, and the words it rests on. */
export interface Quantity {
  readonly value: number
  readonly figures: readonly Span[]
  /** How the value was reached when it is not the figure itself. */
  readonly note?: string
}
