import type { Analyzer } from './analyze.js'
import { clusterAll } from './cluster-all.js'
import { bCubed, type Scores, scoreLabels } from './score.js'

export interface SeverityRow {
  readonly id: string
  readonly title?: string | null
  readonly text: string
  readonly grade: string
}

export interface Misjudged {
  readonly id: string
  readonly expected: string
  readonly answered: string
  readonly factors: readonly string[]
}

const titled = (title: string | null | undefined) => (title ? { title } : {})

/** Grades against labels, with every row that went wrong and what the rules saw in it. */
export function evaluateSeverity(
  rows: readonly SeverityRow[],
  analyzer: Analyzer,
): Scores & { wrong: readonly Misjudged[] } {
  const answers = rows.map(({ id, title, text, grade }) => {
    const { grade: answered, factors } = analyzer.analyze({ ...titled(title), text })
    return { id, expected: grade, answered, factors: factors.map(({ name }) => name) }
  })
  return { ...scoreLabels(answers), wrong: answers.filter(({ expected, answered }) => expected !== answered) }
}

/** First-level topics against labels. */
export const evaluateTopics = (
  rows: readonly { title?: string | null; text: string; label: string }[],
  analyzer: Analyzer,
): Scores =>
  scoreLabels(
    rows.map(({ title, text, label }) => ({
      expected: label,
      answered: analyzer.analyze({ ...titled(title), text }).topic.l1,
    })),
  )

/** Units' groups against labels; right at three when one of the first three groups is the label. */
export function evaluateDispatch(
  rows: readonly { title?: string | null; text: string; unit: string }[],
  analyzer: Analyzer,
): Scores & { accuracyAt3: number } {
  let atThree = 0
  const pairs = rows.map(({ title, text, unit }) => {
    const groups = [...new Set(analyzer.analyze({ ...titled(title), text }).units.map(({ group }) => group))]
    if (groups.slice(0, 3).includes(unit)) atThree += 1
    return { expected: unit, answered: groups[0] ?? '（未定）' }
  })
  return {
    ...scoreLabels(pairs),
    accuracyAt3: Math.round((atThree / Math.max(1, rows.length)) * 10_000) / 10_000,
  }
}

/** Emotions against labels. */
export const evaluateEmotion = (
  rows: readonly { content: string; label: string }[],
  analyzer: Analyzer,
): Scores =>
  scoreLabels(
    rows.map(({ content, label }) => ({
      expected: label,
      answered: analyzer.analyze({ text: content }).emotion,
    })),
  )

/** Events: all messages clustered, scored by B-cubed on those that are labelled. */
export function evaluateEvents(
  messages: readonly { id: string; title?: string | null; text: string; publishedAt: string }[],
  labels: readonly { id: string; event: string | number }[],
  analyzer: Analyzer,
): ReturnType<typeof bCubed> & { count: number; events: number } {
  const placed = new Map(
    clusterAll(
      messages.map(({ id, title, text, publishedAt }) => ({
        id,
        signature: analyzer.signature({ ...titled(title), text }),
        at: new Date(publishedAt),
      })),
    ).map(({ id, event }) => [id, event]),
  )
  const pairs = labels.map(({ id, event }) => ({ expected: String(event), answered: placed.get(id) ?? id }))
  return { ...bCubed(pairs), count: pairs.length, events: new Set(placed.values()).size }
}
