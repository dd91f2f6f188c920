import type { SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import { addFields, type FieldCounts } from '@huiyin/domain/source-baseline'
import type { PageEvidence } from '@huiyin/domain/source-health'
import { toSweepError } from '../egress/fetch-error.js'
import { ExtractError } from '../extract/extract-error.js'

/** What one sweep has seen so far. Plain data: it is noted in the database while the sweep runs. */
export interface SweepRun {
  counts: SweepCounts
  errors: SweepError[]
  /** The first list page or the feed could not be read: nothing else of the sweep counts. */
  listError: SweepError | null
  /** Starts (columns) that could not be read by any mirror. */
  failedStarts: SweepError[]
  notModified: boolean
  /** Posts opened, and how many of them were read to the end (stored, or known by content). */
  attempted: number
  read: number
  /** Entries of the lists that were known before. */
  known: number
  requests: number
  wireBytes: number
  /** The longest pause a host asked for between two requests. */
  hostDelayMs: number
  fields: FieldCounts
  /** ISO instant of the newest publication on the lists. */
  newestAt: string | null
  shapes: string[]
  pageKind: 'login' | 'waf' | null
  evidence: PageEvidence | null
}

export const newRun = (): SweepRun => ({
  counts: { fetched: 0, new: 0, duplicates: 0 },
  errors: [],
  listError: null,
  failedStarts: [],
  notModified: false,
  attempted: 0,
  read: 0,
  known: 0,
  requests: 0,
  wireBytes: 0,
  hostDelayMs: 0,
  fields: {},
  newestAt: null,
  shapes: [],
  pageKind: null,
  evidence: null,
})

/** A run as a process before noted it. */
export const resumedRun = (progress: Record<string, unknown>): SweepRun => ({ ...newRun(), ...progress })

/** Errors kept with one sweep; a broken template says the same of every post. */
const keptErrors = 50

/** Notes what went wrong with one address. */
export function note(run: Pick<SweepRun, 'errors'>, error: unknown, url: string): SweepError {
  const line =
    error instanceof ExtractError
      ? { url: error.url, code: error.code, message: error.message }
      : toSweepError(error, url)
  if (run.errors.length < keptErrors) run.errors.push(line)
  return line
}

/** Counts one value of each field as filled or empty. */
export function noteFields(run: SweepRun, values: Readonly<Record<string, unknown>>): void {
  const one: FieldCounts = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, [value ? 1 : 0, 1] as const]),
  )
  run.fields = addFields(run.fields, one)
}

/** Notes what a list says about its newest publication and where it links to. */
export function noteEntries(
  run: SweepRun,
  entries: readonly { url: string; title: string; publishedAt: Date | null }[],
): void {
  const shapes = new Set(run.shapes)
  for (const { url, title, publishedAt } of entries) {
    noteFields(run, { 列表标题: title, 列表时间: publishedAt })
    shapes.add(shapeOf(url))
    const at = publishedAt?.toISOString() ?? null
    if (at !== null && (run.newestAt === null || at > run.newestAt)) run.newestAt = at
  }
  run.shapes = [...shapes].slice(0, keptShapes)
}

const keptShapes = 40

/** An address without what differs from post to post: digits, and path parts or values with digits in them. */
export function shapeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  const path = pathname.replace(/[^/]*\d[^/.]*/g, '0')
  return `${host}${path}?${[...new Set(searchParams.keys())].sort().join('&')}`
}

const blindCodes = new Set(['selector', 'empty-list', 'wall', 'login'])
/** A link to a post that was taken down is the site's affair and no failing of the sweep. */
const goneCodes = new Set(['http-404', 'http-410', 'gone'])

/** How the sweep ended: a list without entries is blind, never a quiet success (docs/rules.md §7). */
export function outcomeOf(run: SweepRun): SweepOutcome {
  if (run.listError?.code === 'browser-missing') return 'skipped'
  if (run.listError) return blindCodes.has(run.listError.code) ? 'blind' : 'failed'
  if (run.notModified) return run.counts.new > 0 ? 'ok' : 'quiet'
  if (run.counts.fetched === 0) return 'blind'
  const isBroken = run.attempted > 0 && run.read === 0 && run.errors.some(({ code }) => !goneCodes.has(code))
  if (isBroken) return 'failed'
  return run.counts.new > 0 ? 'ok' : 'quiet'
}
