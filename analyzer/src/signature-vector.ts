import { createHash } from 'node:crypto'
import type { EventSignature } from '@huiyin/domain/opinion-event'
import { clusterThresholds, weights } from './cluster.js'

/** Weights are kept to five places (`united`), so that numbers of hundred-thousandths hold them whole. */
const scale = 1e5
/** Well below what a threshold could be missed by through rounding. */
const slack = 1e-6

/**
 * Words and shingles of a signature as unsigned numbers of four bytes, the highest byte first: how many hashes of
 * shingles, those, then each word's hash and its weight in hundred-thousandths.
 */
export function packVector({ minhash, terms }: EventSignature): Uint8Array {
  const words = Object.entries(terms)
  const packed = Buffer.allocUnsafe(4 * (1 + minhash.length + 2 * words.length))
  let at = packed.writeUInt32BE(minhash.length)
  for (const hash of minhash) at = packed.writeUInt32BE(hash >>> 0, at)
  for (const [word, weight] of words) {
    at = packed.writeUInt32BE(hashOf(word), at)
    at = packed.writeUInt32BE(Math.round(weight * scale), at)
  }
  return packed
}

/**
 * Tells by packed vectors which events can be alike enough to this signature for a post to join or an event to be
 * merged with: by words and shingles, whatever subject, place or tone may still keep them apart. None that is alike
 * enough is missed; two words of one hash (one pair in four thousand million) could only let one more be read.
 */
export function likenessFilter({ minhash, terms }: EventSignature): (packed: Uint8Array) => boolean {
  const own = new Map<number, number>()
  for (const [word, weight] of Object.entries(terms)) {
    const hash = hashOf(word)
    own.set(hash, (own.get(hash) ?? 0) + Math.round(weight * scale))
  }
  let square = 0
  for (const weight of own.values()) square += weight * weight
  const length = Math.sqrt(square)
  const least = Math.min(clusterThresholds.join, clusterThresholds.merge) - slack

  return (packed) => {
    const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
    const hashes = view.getUint32(0)
    let same = 0
    if (hashes === minhash.length)
      for (let k = 0; k < hashes; k += 1) if (view.getUint32(4 + 4 * k) === minhash[k]) same += 1
    const resemblance = hashes > 0 ? same / hashes : 0
    if (resemblance >= clusterThresholds.duplicate - slack) return true
    let dot = 0
    let otherSquare = 0
    for (let at = 4 + 4 * hashes; at < packed.byteLength; at += 8) {
      const weight = view.getUint32(at + 4)
      otherSquare += weight * weight
      const shared = own.get(view.getUint32(at))
      if (shared !== undefined) dot += shared * weight
    }
    const cosine = dot === 0 ? 0 : dot / (length * Math.sqrt(otherSquare))
    return cosine + weights.shingles * resemblance >= least
  }
}

/** A place's words come again and again; beyond so many the memory begins anew. */
const mostKept = 200_000
const kept = new Map<string, number>()

/** The first four bytes of the word's SHA-256, which SQL can tell too. */
function hashOf(word: string): number {
  const known = kept.get(word)
  if (known !== undefined) return known
  const hash = createHash('sha256').update(word).digest().readUInt32BE(0)
  if (kept.size >= mostKept) kept.clear()
  kept.set(word, hash)
  return hash
}
