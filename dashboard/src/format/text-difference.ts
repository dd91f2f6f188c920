/** A stretch of a changed text: in both, only in the older, or only in the newer. */
export interface DifferencePart {
  kind: 'same' | 'removed' | 'added'
  text: string
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? []

/** Longer texts are compared as a whole: the table below would grow with the square of their words. */
const mostWords = 800

/** What became of `older` in `newer`, word by word (longest common subsequence). */
export function textDifference(older: string, newer: string): DifferencePart[] {
  const a = wordsOf(older)
  const b = wordsOf(newer)
  if (a.length > mostWords || b.length > mostWords)
    return older === newer
      ? [{ kind: 'same', text: newer }]
      : [
          { kind: 'removed', text: older },
          { kind: 'added', text: newer },
        ]
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  /** Words in common from `i` in the older and `j` in the newer on. */
  const common = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] =
        a[i] === b[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1))
  const parts: DifferencePart[] = []
  const put = (kind: DifferencePart['kind'], text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const [one, other] = [a[i], b[j]]
    if (one !== undefined && one === other) {
      put('same', one)
      i += 1
      j += 1
    } else if (one !== undefined && (other === undefined || common(i + 1, j) >= common(i, j + 1))) {
      put('removed', one)
      i += 1
    } else {
      put('added', other ?? '')
      j += 1
    }
  }
  return parts
}
