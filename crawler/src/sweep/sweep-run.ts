import type { SweepCounts, SweepError, SweepOutcome } from '@huiyin/domain/source'
import { toSweepError } from '../egress/fetch-error.js'
import { ExtractError } from '../extract/extract-error.js'

/** What one sweep has seen so far. */
export interface SweepRun {
  readonly counts: SweepCounts
  readonly errors: SweepError[]
  /** The first list page or the feed could not be read: nothing else of the sweep counts. */
  listError: SweepError | null
  notModified: boolean
  /** Posts opened, and how many of them were read to the end (stored, or known by content). */
  attempted: number
  read: number
}

export const newRun = (): SweepRun => ({
  counts: { fetched: 0, new: 0, duplicates: 0 },
  errors: [],
  listError: null,
  notModified: false,
  attempted: 0,
  read: 0,
})

/** Errors kept with one sweep; a broken template says the same of every post. */
const keptErrors = 50

/** Notes what went wrong with one address. */
export function note(run: SweepRun, error: unknown, url: string): SweepError {
  const line =
    error instanceof ExtractError
      ? { url: error.url, code: error.code, message: error.message }
      : toSweepError(error, url)
  if (run.errors.length < keptErrors) run.errors.push(line)
  return line
}

const blindCodes = new Set(['selector', 'empty-list', 'wall', 'login'])
/** A link to a post that was taken down is the site's affair and no failing of the sweep. */
const goneCodes = new Set(['http-404', 'http-410', 'gone'])

/** How the sweep ended: a list without entries is blind, never a quiet success (docs/rules.md §7). */
export function outcomeOf(run: SweepRun): SweepOutcome {
  if (run.listError?.code === 'browser-missing') return 'skipped'
  if (run.listError) return blindCodes.has(run.listError.code) ? 'blind' : 'failed'
  if (run.notModified) return 'quiet'
  if (run.counts.fetched === 0) return 'blind'
  const isBroken = run.attempted > 0 && run.read === 0 && run.errors.some(({ code }) => !goneCodes.has(code))
  if (isBroken) return 'failed'
  return run.counts.new > 0 ? 'ok' : 'quiet'
}
