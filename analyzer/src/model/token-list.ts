import { extend } from '@huiyin/domain/text/trie'

/** Hashes of what a text says, each with how much it counts; one hash may stand in it several times. */
export interface Tokens {
  readonly hashes: Uint32Array
  readonly weights: Float32Array
  readonly count: number
}

/** A list of tokens that is filled, read and filled again. */
export class TokenList implements Tokens {
  hashes = new Uint32Array(4_096)
  weights = new Float32Array(4_096)
  count = 0

  clear(): void {
    this.count = 0
  }

  /** Makes room for `more` tokens, so that they may be put without looking. */
  reserve(more: number): void {
    if (this.count + more <= this.hashes.length) return
    const size = 2 * (this.count + more)
    this.hashes = extend(this.hashes, new Uint32Array(size))
    this.weights = extend(this.weights, new Float32Array(size))
  }

  /** Puts a token where room was made. */
  put(hash: number, weight: number): void {
    this.hashes[this.count] = hash
    this.weights[this.count] = weight
    this.count += 1
  }

  add(hash: number, weight: number): void {
    this.reserve(1)
    this.put(hash, weight)
  }
}
