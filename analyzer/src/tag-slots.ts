/**
 * At which place of a list of tags a tag stands, for one list at a time, in space that is used again: where another list
 * is asked about, the space is filled anew from it.
 */
export class TagSlots {
  /** By tag, one more than its place; 0 for those not in the list. */
  readonly #places: Int32Array
  #tags: readonly number[] = []

  /** @param tags how many there are */
  constructor(tags: number) {
    this.#places = new Int32Array(tags)
  }

  /** The place of `tag` in `tags`, below 0 when it is not there. */
  placeOf(tag: number, tags: readonly number[]): number {
    if (tags !== this.#tags) this.#take(tags)
    return (this.#places[tag] as number) - 1
  }

  /** Puts `tag` at the end of `tags`, the list asked about last. */
  add(tag: number, tags: number[]): void {
    this.#places[tag] = tags.push(tag)
  }

  #take(tags: readonly number[]): void {
    for (const tag of this.#tags) this.#places[tag] = 0
    this.#tags = tags
    tags.forEach((tag, place) => {
      this.#places[tag] = place + 1
    })
  }
}
