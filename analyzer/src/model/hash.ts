/** Start of a hash; `space` keeps kinds of tokens apart. */
export const hashStart = (space: number): number => (0x811c9dc5 ^ Math.imul(space, 0x9e3779b1)) | 0

/** One UTF-16 unit more (FNV-1a). */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)

/** A final mix spreads what FNV leaves alike. */
export function hashEnd(hash: number): number {
  let x = hash
  x ^= x >>> 15
  x = Math.imul(x, 0x2c1b3c6d)
  x ^= x >>> 12
  return x >>> 0
}

/** A string's hash in its space. */
export function hashText(text: string, space: number): number {
  let x = hashStart(space)
  for (let i = 0; i < text.length; i += 1) x = hashStep(x, text.charCodeAt(i))
  return hashEnd(x)
}
