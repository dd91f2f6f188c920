import type {
  JudgementChangeRow,
  JudgementChangeView,
  TaskAccuracy,
} from '@huiyin/domain/http/judgement-models'
import type { RuleFile, RuleTexts } from '@huiyin/domain/judgement-change'
import type { JudgementChange } from '@huiyin/store/judgement-changes'

/** What the figures of a card are called; `rules` are measured like weights, by the same command. */
const taskName: Readonly<Record<string, string>> = {
  severity: '等级',
  topics: '主题',
  dispatch: '责任单位',
  emotion: '情绪',
  events: '事件归并',
  accusation: '检举控告',
}

interface Measured {
  count: number
  accuracy?: number
  accuracyAt3?: number
  macroF1?: number
  f1?: number
  ece?: number
  file: string
  classes?: TaskAccuracy['classes']
}

interface Card {
  task: string
  date: string
  command: string
  unsureBelow?: number
  files?: readonly { rows: number }[]
  dev: Measured | null
}

/** One line of the accuracy table, as the task's card states it; what the card does not say stays empty. */
export function presentCard(card: unknown): TaskAccuracy {
  const { task, date, command, unsureBelow, files, dev } = card as Card
  return {
    task,
    name: taskName[task] ?? task,
    trained: files !== undefined,
    date,
    measuredOn: dev?.file ?? null,
    count: dev?.count ?? 0,
    accuracy: dev?.accuracy ?? null,
    accuracyAt3: dev?.accuracyAt3 ?? null,
    macroF1: dev?.macroF1 ?? dev?.f1 ?? null,
    ece: dev?.ece ?? null,
    unsureBelow: unsureBelow ?? null,
    trainedOn: (files ?? []).reduce((sum, { rows }) => sum + rows, 0),
    command,
    classes: [...(dev?.classes ?? [])],
  }
}

const stateOf = ({ scope, hasWeights, replay, problem, active, used, setAside }: JudgementChange) => {
  if (active) return 'active'
  if (used) return 'retired'
  if (setAside) return 'set-aside'
  if (problem !== null) return 'failed'
  if (replay !== null) return 'ready'
  return scope === 'weights' && !hasWeights ? 'learning' : 'replaying'
}

/** A change as a list shows it. `maySwitch`: the asker's role does, and it is not his own. */
export function presentChange(
  change: JudgementChange,
  asker: { userId: string; switches: boolean },
): JudgementChangeRow {
  const { replay } = change
  return {
    id: change.id,
    number: change.number,
    scope: change.scope,
    state: stateOf(change),
    note: change.note,
    proposedBy: change.proposedBy,
    proposedAt: change.proposedAt.toISOString(),
    problem: change.problem,
    replay: replay && {
      gold: replay.gold,
      past: replay.past,
      fixes: replay.fixes,
      breaks: replay.breaks,
      moved: replay.moved,
    },
    maySwitch:
      asker.switches &&
      change.proposedById !== asker.userId &&
      !change.active &&
      !change.setAside &&
      replay !== null &&
      change.problem === null,
    maySetAside: !change.used && !change.setAside && (asker.switches || change.proposedById === asker.userId),
    setAside: change.setAside && { ...change.setAside, at: change.setAside.at.toISOString() },
  }
}

/** A change with the texts it alters and every row it moves; titles of events only as far as the asker sees them. */
export const presentChangeWhole = (
  change: JudgementChange,
  asker: { userId: string; switches: boolean },
  shipped: (file: RuleFile) => string,
  titles: ReadonlyMap<string, string>,
): JudgementChangeView => ({
  ...presentChange(change, asker),
  files: (Object.entries(change.files ?? {}) as [RuleFile, string][]).map(([file, after]) => ({
    file,
    before: shipped(file),
    after,
  })),
  taughtBy: change.taughtBy,
  rows: (change.replay?.rows ?? []).map((row) => ({
    ...row,
    title: row.title ?? titles.get(row.id) ?? null,
  })),
})

/** Only the files that really differ from what was shipped. @returns empty when nothing does */
export const changedFiles = (files: RuleTexts, shipped: (file: RuleFile) => string): RuleTexts =>
  Object.fromEntries(
    (Object.entries(files) as [RuleFile, string][]).filter(([file, text]) => text !== shipped(file)),
  )
