/** Texts of one piece of memory; a longer one gets a piece of its own. */
const pieceBytes = 1 << 20

/**
 * Texts kept by number as UTF-8 outside the heap and made into strings only while they are read. A workbook of 100,000
 * rows has 200,000 of them: as strings they were most of what a reading took, and each held on to the page of XML it
 * was cut from (`bench/import.mjs`).
 */
export class SharedTexts {
  readonly #pieces: Buffer[] = []
  /** Of each text: its piece, where it begins and where it ends. */
  #places = new Uint32Array(3 * 1024)
  #count = 0
  #used = pieceBytes

  /** Bytes of all texts. */
  bytes = 0

  add(text: string): void {
    const length = Buffer.byteLength(text)
    if (this.#used + length > (this.#pieces.at(-1)?.length ?? 0)) {
      this.#pieces.push(Buffer.allocUnsafeSlow(Math.max(pieceBytes, length)))
      this.#used = 0
    }
    this.#pieces.at(-1)?.write(text, this.#used)
    const at = 3 * this.#count
    if (at === this.#places.length) {
      const longer = new Uint32Array(2 * at)
      longer.set(this.#places)
      this.#places = longer
    }
    this.#places.set([this.#pieces.length - 1, this.#used, this.#used + length], at)
    this.#used += length
    this.#count += 1
    this.bytes += length
  }

  /** @returns null for a number that no text has. */
  at(index: number): string | null {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) return null
    const [piece = 0, from = 0, to = 0] = this.#places.subarray(3 * index, 3 * index + 3)
    return this.#pieces[piece]?.toString('utf8', from, to) ?? null
  }
}
