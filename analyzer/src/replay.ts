import { listedRows, type Replay, type ReplayedRow, type ReplayTask } from '@huiyin/domain/judgement-change'
import type { Analyzer, AnalyzerInput } from './analyze.js'
import type { EventMember } from './event-facets.js'
import { judgeEvent } from './judge-event.js'

/** One matter whose right answer is known, with the posts it was told by; a gold post is one alone. */
export interface KnownMatter {
  readonly source: ReplayedRow['source']
  readonly id: string
  readonly title?: string
  readonly posts: readonly { input: AnalyzerInput; member: Omit<EventMember, 'judgement'> }[]
  readonly grade: string
  /** Group of the unit that had it; absent where nobody was decided. */
  readonly group?: string
  readonly learned?: boolean
}

const answersOf = (matter: KnownMatter, analyzer: Analyzer): Record<ReplayTask, string> => {
  const members = matter.posts.map(({ input, member }) => ({ ...member, judgement: analyzer.analyze(input) }))
  const { grade, units } = judgeEvent(members, analyzer.severity).judgement
  return { grade, unit: units[0]?.group ?? '（未提出）' }
}

const isRight = (answer: string, expected: string): boolean => answer === expected

/** Breaks are read first: they are the price. */
const order = (row: ReplayedRow): number =>
  isRight(row.before, row.expected) ? 0 : isRight(row.after, row.expected) ? 1 : 2

/**
 * What `after` would have answered where `before` answered: the same posts judged by both, as events are. Past events
 * are compared with what people decided, so a row both got right stays silent.
 */
export function replay(matters: readonly KnownMatter[], before: Analyzer, after: Analyzer): Replay {
  const rows: ReplayedRow[] = []
  for (const matter of matters) {
    const expected: Partial<Record<ReplayTask, string>> = {
      grade: matter.grade,
      ...(matter.group ? { unit: matter.group } : {}),
    }
    const [was, is] = [answersOf(matter, before), answersOf(matter, after)]
    for (const [task, label] of Object.entries(expected) as [ReplayTask, string][])
      if (was[task] !== is[task])
        rows.push({
          task,
          source: matter.source,
          id: matter.id,
          ...(matter.title ? { title: matter.title } : {}),
          expected: label,
          before: was[task],
          after: is[task],
          ...(matter.learned ? { learned: true } : {}),
        })
  }
  const count = (place: number) => rows.filter((row) => order(row) === place).length
  return {
    gold: matters.filter(({ source }) => source === 'gold').length,
    past: matters.filter(({ source }) => source === 'past').length,
    breaks: count(0),
    fixes: count(1),
    moved: count(2),
    rows: rows.sort((a, b) => order(a) - order(b)).slice(0, listedRows),
  }
}
