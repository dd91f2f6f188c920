import { diffLines } from 'diff'

/** A run of lines that are alike, gone or new; long runs of like lines are folded to what stands beside a change. */
export interface DifferenceRun {
  readonly kind: 'same' | 'gone' | 'new' | 'folded'
  readonly lines: readonly string[]
}

/** As many like lines as stand around a change, so that its place is recognised. */
const around = 2

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n')

/** What changed from one text to another, line by line. */
export function lineDifference(before: string, after: string): DifferenceRun[] {
  const parts = diffLines(before, after)
  return parts.flatMap(({ value, added, removed }, i): DifferenceRun[] => {
    const lines = linesOf(value)
    if (added) return [{ kind: 'new', lines }]
    if (removed) return [{ kind: 'gone', lines }]
    const [head, tail] = [i === 0 ? 0 : around, i === parts.length - 1 ? 0 : around]
    if (lines.length <= head + tail + 1) return [{ kind: 'same', lines }]
    const runs: DifferenceRun[] = [
      { kind: 'same', lines: lines.slice(0, head) },
      { kind: 'folded', lines: lines.slice(head, lines.length - tail) },
      { kind: 'same', lines: lines.slice(lines.length - tail) },
    ]
    return runs.filter(({ lines: of }) => of.length > 0)
  })
}
