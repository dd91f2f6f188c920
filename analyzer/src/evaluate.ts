import type { Analyzer } from './analyze.js'
import { clusterAll } from './cluster-all.js'
import { labelsInOrder, probabilityOf } from './model/head.js'
import type { Models } from './model/load.js'
import { documentOf } from './model/mask.js'
import { type Measured, measure } from './model/measure.js'
import { bCubed, type Scores, scoreLabels } from './score.js'

export interface SeverityRow {
  readonly id: string
  readonly title?: string | null
  readonly text: string
  readonly grade: string
  /** What the writer wants, and which of the five focuses must be answered, where the label says so. */
  readonly appeal?: string
  readonly focus?: readonly string[]
}

export interface Misjudged {
  readonly id: string
  readonly expected: string
  readonly answered: string
  readonly factors: readonly string[]
}

const titled = (title: string | null | undefined) => (title ? { title } : {})

/** How often what the writer wants, and what must be answered, are read as labelled; null where no row tells. */
export interface AlsoRead {
  readonly appeal: { readonly count: number; readonly accuracy: number } | null
  readonly focus: { readonly count: number; readonly precision: number; readonly recall: number } | null
}

/** Grades against labels, with every row that went wrong and what the rules saw in it. */
export function evaluateSeverity(
  rows: readonly SeverityRow[],
  analyzer: Analyzer,
): Scores & AlsoRead & { wrong: readonly Misjudged[] } {
  const judged = rows.map((row) => ({ row, ...analyzer.analyze({ ...titled(row.title), text: row.text }) }))
  const answers = judged.map(({ row, grade, factors }) => ({
    id: row.id,
    expected: row.grade,
    answered: grade,
    factors: factors.map(({ name }) => name),
  }))
  const wanting = judged.filter(({ row }) => row.appeal !== undefined)
  const focused = judged.filter(({ row }) => row.focus !== undefined)
  const rightFocuses = focused.reduce((sum, { row, focus }) => sum + common(row.focus, focus), 0)
  const ratio = (part: number, whole: number) => (whole === 0 ? 1 : part / whole)
  return {
    ...scoreLabels(answers),
    appeal:
      wanting.length === 0
        ? null
        : {
            count: wanting.length,
            accuracy: wanting.filter(({ row, appeal }) => row.appeal === appeal).length / wanting.length,
          },
    focus:
      focused.length === 0
        ? null
        : {
            count: focused.length,
            precision: ratio(
              rightFocuses,
              focused.reduce((sum, { focus }) => sum + focus.length, 0),
            ),
            recall: ratio(
              rightFocuses,
              focused.reduce((sum, { row }) => sum + (row.focus?.length ?? 0), 0),
            ),
          },
    wrong: answers.filter(({ expected, answered }) => expected !== answered),
  }
}

const common = (labelled: readonly string[] = [], answered: readonly string[]): number =>
  answered.filter((focus) => labelled.includes(focus)).length

interface Labelled {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly label: string
}

/** First-level topics against labels. */
export const evaluateTopics = (rows: readonly Labelled[], analyzer: Analyzer): Measured =>
  measure(
    rows.map(({ id, title, text, label }) => {
      const { l1, confidence } = analyzer.analyze({ ...titled(title), text }).topic
      return { id, expected: label, answered: l1, three: [l1], confidence }
    }),
  )

/** Units' groups against labels; right at three when one of the first three groups is the label. */
export const evaluateDispatch = (rows: readonly Labelled[], analyzer: Analyzer): Measured =>
  measure(
    rows.map(({ id, title, text, label }) => {
      const { units } = analyzer.analyze({ ...titled(title), text })
      const groups = [...new Set(units.map(({ group }) => group))]
      const answered = groups[0] ?? '（未定）'
      return {
        id,
        expected: label,
        answered,
        three: groups.slice(0, 3),
        confidence: units[0]?.confidence ?? 0,
        isUnsure: units[0]?.unsure ?? units.length === 0,
      }
    }),
  )

/** Emotions against labels; how sure is asked of the weights, the judgement keeps only the emotion. */
export const evaluateEmotion = (rows: readonly Labelled[], analyzer: Analyzer, models: Models): Measured =>
  measure(
    rows.map(({ id, text, label }) => {
      const guesses = models.judge(documentOf('', text)).emotion
      const answered: string = analyzer.analyze({ text }).emotion
      const three = labelsInOrder(guesses, 3)
      const confidence = probabilityOf(guesses, answered)
      return { id, expected: label, answered, three, confidence }
    }),
  )

/** Events: all messages clustered, scored by B-cubed on those that are labelled. */
export async function evaluateEvents(
  messages: readonly { id: string; title?: string | null; text: string; publishedAt: string }[],
  labels: readonly { id: string; event: string | number }[],
  analyzer: Analyzer,
): Promise<ReturnType<typeof bCubed> & { count: number; events: number }> {
  const placed = new Map(
    (
      await clusterAll(
        messages.map(({ id, title, text, publishedAt }) => ({
          id,
          signature: analyzer.signature({ ...titled(title), text }),
          at: new Date(publishedAt),
        })),
      )
    ).map(({ id, event }) => [id, event]),
  )
  const pairs = labels.map(({ id, event }) => ({ expected: String(event), answered: placed.get(id) ?? id }))
  return { ...bCubed(pairs), count: pairs.length, events: new Set(placed.values()).size }
}
