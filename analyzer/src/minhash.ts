/** Length of a shingle in characters: four Chinese characters are about two words. */
const shingleLength = 4
/** 64 hashes estimate a similarity within ± 0.06. */
export const hashCount = 64

/** Odd multipliers and offsets drawn once from a fixed generator, so that every process hashes alike. */
const seeds = Array.from({ length: hashCount }, (_, i) => {
  let x = Math.imul(i + 1, 0x9e3779b1)
  x ^= x >>> 15
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  return { multiply: (x | 1) >>> 0, add: Math.imul(x, 0xc2b2ae35) >>> 0 }
})

const meaningless = /[\s，。、；：！？!?,.;:"“”'‘’（）()《》【】#@…—~～-]+/g

/** MinHash of the text's character shingles; equal texts give equal arrays, unlike ones share almost nothing. */
export function minhash(text: string): number[] {
  const plain = text.replace(meaningless, '').slice(0, 4_000)
  const smallest = new Uint32Array(hashCount).fill(0xffffffff)
  const last = Math.max(1, plain.length - shingleLength + 1)
  for (let start = 0; start < last; start += 1) {
    let hash = 0x811c9dc5
    const end = Math.min(plain.length, start + shingleLength)
    for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ plain.charCodeAt(i), 0x01000193)
    hash ^= hash >>> 16
    for (let k = 0; k < hashCount; k += 1) {
      const seed = seeds[k]
      if (!seed) continue
      const value = (Math.imul(hash, seed.multiply) + seed.add) >>> 0
      if (value < (smallest[k] ?? 0)) smallest[k] = value
    }
  }
  return [...smallest]
}

/** Estimated share of shingles two texts have in common, 0…1. */
export function resemblance(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || a.length !== b.length) return 0
  let same = 0
  for (let i = 0; i < a.length; i += 1) if (a[i] === b[i]) same += 1
  return same / a.length
}
