import type { SweepId } from '@huiyin/domain/ids'
import { baselineDays, baselineOf, lagDays, type SourceHour } from '@huiyin/domain/source-baseline'
import { judgeHealth, type SweepSeen } from '@huiyin/domain/source-health'
import { secondsUntilNext } from '@huiyin/domain/sweep-schedule'
import type { SourceRecord } from '@huiyin/store/sources'
import type { SweepRecord } from '@huiyin/store/sweeps'
import type { Tx } from '@huiyin/store/tx'
import { outcomeOf, type SweepRun } from './sweep-run.js'

const hourMs = 3_600_000
/** How far back “of late” reaches for the pace. */
const lateHours = 6

/** Closes a sweep: judges the source's health beside what is usual for it, and says when to come again. */
export async function recordSweep(
  tx: Tx,
  source: SourceRecord,
  sweepId: SweepId,
  run: SweepRun,
): Promise<SweepRecord> {
  const { id, definition } = source
  const seen = seenOf(run, tx.now)
  // Both bounds of what is learned, and a day for the hours at the edges.
  const from = new Date(tx.now.getTime() - (baselineDays + lagDays + 1) * 24 * hourMs)
  const memory = await tx.sourceStates.memory(id)
  const hours = await tx.sourceFigures.hours(id, from)
  const lastNewAt = await tx.sourceFigures.lastNewAt(id)
  const baseline = baselineOf(hours, { now: tx.now, lastNewAt, learnedFrom: memory?.learnedFrom ?? null })
  const verdict = judgeHealth(seen, memory, baseline)
  const { findings } = verdict
  const isBad = findings.length > 0
  const evidence = isBad ? run.evidence : null
  const record = await tx.sweeps.finish(sweepId, {
    outcome: seen.outcome,
    counts: run.counts,
    errors: run.errors,
    seen: {
      requests: run.requests,
      wireBytes: run.wireBytes,
      unchanged: run.notModified,
      fields: run.fields,
      newestAt: seen.newestAt,
      findings,
      evidence,
    },
  })
  await tx.sourceFigures.add(id, {
    at: tx.now,
    bad: isBad,
    ran: seen.outcome !== 'failed' && seen.outcome !== 'skipped',
    nonzero: seen.fetched > 0 || seen.unchanged,
    listed: !run.notModified,
    fetched: run.counts.fetched,
    new: run.counts.new,
    requests: run.requests,
    fields: run.fields,
  })
  await tx.sourceStates.save(id, verdict, evidence)
  if (verdict.alarm) {
    const key = definition.key ?? false
    if ((await tx.sourceAlarms.raise(id, findings, { key, evidence })) > 0) tx.announce('sources')
  } else if (!isBad) await tx.sourceAlarms.clear(id)
  const seconds = secondsUntilNext(definition, {
    now: tx.now,
    badInRow: verdict.badInRow,
    newPerHour: Math.max(baseline.recentNew / 24, lateNew(hours, tx.now) / lateHours),
    newNow: run.counts.new,
    requests: run.requests,
    hostDelayMs: run.hostDelayMs,
  })
  await tx.sources.setNextSweep(id, new Date(tx.now.getTime() + seconds * 1_000))
  tx.announce('sources')
  return record
}

const lateNew = (hours: readonly SourceHour[], now: Date): number =>
  hours
    .filter(({ hour }) => hour.getTime() > now.getTime() - lateHours * hourMs)
    .reduce((sum, hour) => sum + hour.new, 0)

const seenOf = (run: SweepRun, at: Date): SweepSeen => ({
  at,
  outcome: outcomeOf(run),
  unchanged: run.notModified,
  fetched: run.counts.fetched,
  known: run.known,
  new: run.counts.new,
  fields: run.fields,
  newestAt: run.newestAt === null ? null : new Date(run.newestAt),
  shapes: run.shapes,
  pageKind: run.pageKind,
  error: run.listError ?? run.errors.at(-1) ?? null,
})
