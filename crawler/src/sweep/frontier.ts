import type { SourceId, SweepId } from '@huiyin/domain/ids'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { SweepError } from '@huiyin/domain/source'
import type { Store } from '@huiyin/store/store'
import type { ListEntry } from '../extract/list.js'
import { crawlerActor } from './sweep-deps.js'
import { shapeOf } from './sweep-run.js'

/** One page to visit. */
export type Task =
  | { kind: 'list'; url: string; page: number }
  | { kind: 'detail'; url: string; entry: ListEntry }

/** A task in line, with its number. */
export interface Lined {
  seq: number
  task: Task
}

/** What a sweep has still to visit. */
export interface Frontier {
  /** Puts pages in line; what was in line before in this sweep is left out. */
  add(tasks: readonly Task[]): Promise<void>
  /** The next in line; null when none waits. */
  take(): Lined | null
  done(lined: Lined): void
  /** Nobody waits and nobody is under way. */
  isFinished(): boolean
  waiting(): number
  /** Takes pages of one shape out of line: they only repeat each other. */
  dropShape(shape: string): void
}

/** Pages one sweep may visit: at one a second, about a quarter of an hour. What is left is read next time. */
const mostPages = 1_000
/** Pages of one sweep whose addresses differ in nothing but the values after the question mark. */
const mostOfOneQuery = 300

/** Hears when the line is cut, with the reason in words. */
export type OnCut = (error: SweepError) => void

/** A line in memory, for a dry run. */
export function memoryFrontier(starts: readonly Task[], onCut: OnCut = () => {}): Frontier {
  return lineOf({ tasks: [], last: 0 }, onCut, async () => null, starts)
}

/** Opens the line of a sweep: what its process before left of it, or `starts`. */
export async function storedFrontier(
  starts: readonly Task[],
  { store, sweepId, sourceId, onCut, onDone, ended }: StoredLine,
): Promise<Frontier> {
  const asCrawler = store.as(crawlerActor)
  const left = await asCrawler.transaction((tx) => tx.frontier.waiting(sweepId))
  const tasks = left.tasks.map(({ seq, task }) => ({ seq, task: taskFrom(task) }))
  const known = await asCrawler.transaction((tx) => knownDetails(tx, sourceId, tasks))
  const keep = (added: readonly Lined[]) =>
    asCrawler.transaction((tx) =>
      tx.frontier.add(
        sweepId,
        added.map(({ seq, task }) => ({ seq, kind: task.kind, url: task.url, task: toRecord(task) })),
      ),
    )
  const line = lineOf(
    { tasks: tasks.filter(({ task }) => !known.has(task.url)), last: left.last },
    onCut,
    keep,
    [],
  )
  if (left.last === 0) await line.add(starts)
  return {
    ...line,
    // What was under way when the service stopped was not visited to the end.
    take: () => (ended.aborted ? null : line.take()),
    isFinished: () => ended.aborted || line.isFinished(),
    done: (lined) => {
      line.done(lined)
      if (!ended.aborted) onDone(lined.seq, lined.task.kind)
    },
  }
}

interface StoredLine {
  store: Store
  sweepId: SweepId
  sourceId: SourceId
  onCut: OnCut
  /** Hears of every page that was visited, to be noted in the database. */
  onDone: (seq: number, kind: Task['kind']) => void
  /** Aborted when the sweep is to stop where it is. */
  ended: AbortSignal
}

/** Posts that were stored, or failed, between the last note and the death of the process. */
async function knownDetails(
  tx: Parameters<Parameters<ReturnType<Store['as']>['transaction']>[0]>[0],
  sourceId: SourceId,
  tasks: readonly Lined[],
): Promise<Set<string>> {
  const urls = tasks.flatMap(({ task }) =>
    task.kind === 'detail' && task.entry.activity === undefined ? [task.url] : [],
  )
  const stored = await tx.items.knownUrls(sourceId, urls)
  return new Set([...stored, ...(await tx.fetchedPages.read(sourceId, urls))])
}

function lineOf(
  left: { tasks: Lined[]; last: number },
  onCut: OnCut,
  /** Answers the numbers that were new, or null when the line itself must tell. */
  keep: (added: readonly Lined[]) => Promise<Set<number> | null>,
  starts: readonly Task[],
): Frontier {
  const waiting = [...left.tasks]
  const met = new Set(waiting.map(({ task }) => keyOf(task)))
  const byQuery = new Map<string, number>()
  const dropped = new Set<string>()
  const cut = new Set<string>()
  let last = left.last
  let underWay = 0

  const cutOnce = (code: string, message: string, url: string, leftOut: boolean) => {
    if (cut.has(code)) return
    cut.add(code)
    onCut({ url, code, message, ...(leftOut ? { leftOut } : {}) })
  }
  const isWelcome = (task: Task): boolean => {
    if (met.has(keyOf(task))) return false
    if (dropped.has(shapeOf(task.url))) return false
    if (last >= mostPages) {
      cutOnce('page-cap', `本次已排到 ${mostPages} 个页面，其余的留待下一次接着读`, task.url, true)
      return false
    }
    const { origin, pathname, search } = new URL(task.url)
    if (search === '') return true
    const shape = origin + pathname
    const sofar = (byQuery.get(shape) ?? 0) + 1
    byQuery.set(shape, sofar)
    if (sofar <= mostOfOneQuery) return true
    const message = `只有“?”后面不同的网址超过 ${mostOfOneQuery} 个，像是日历或会话号造成的重复，其余未读：请核对列表选择器`
    cutOnce('shape-cap', message, task.url, false)
    return false
  }
  const line = (tasks: readonly Task[]): Lined[] => {
    const welcome: Lined[] = []
    for (const task of tasks) {
      if (!isWelcome(task)) continue
      met.add(keyOf(task))
      last += 1
      welcome.push({ seq: last, task })
    }
    return welcome
  }
  waiting.push(...line(starts))

  return {
    async add(tasks) {
      const welcome = line(tasks)
      if (welcome.length === 0) return
      const fresh = await keep(welcome)
      waiting.push(...(fresh === null ? welcome : welcome.filter(({ seq }) => fresh.has(seq))))
    },
    take() {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        if (next.task.kind === 'detail' && dropped.has(shapeOf(next.task.url))) continue
        underWay += 1
        return next
      }
      return null
    },
    done() {
      underWay -= 1
    },
    isFinished: () => waiting.length === 0 && underWay === 0,
    waiting: () => waiting.length,
    dropShape: (shape) => dropped.add(shape),
  }
}

const keyOf = (task: Task): string => `${task.kind} ${task.url}`

/** As it is kept: a title may name people, so it is masked as everything is that is stored. */
const toRecord = (task: Task): Record<string, unknown> =>
  task.kind === 'list' ? { ...task } : { ...task, entry: entryRecord(task.entry) }

export const entryRecord = (entry: ListEntry): Record<string, unknown> => ({
  ...entry,
  title: maskPersonalData(entry.title),
})

function taskFrom(record: Record<string, unknown>): Task {
  const task = record as unknown as Task
  return task.kind === 'detail' ? { ...task, entry: entryFrom(task.entry) } : task
}

/** Dates come back from the database as text. */
export const entryFrom = (record: object): ListEntry => {
  const entry = record as ListEntry
  return { ...entry, publishedAt: entry.publishedAt === null ? null : new Date(entry.publishedAt) }
}
