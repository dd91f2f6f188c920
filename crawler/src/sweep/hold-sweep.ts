import type { SweepId } from '@huiyin/domain/ids'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Task } from './frontier.js'
import { crawlerActor } from './sweep-deps.js'
import type { SweepRun } from './sweep-run.js'

/** Keeps a sweep ours while it runs, and notes how far it has come. */
export interface SweepHold {
  /** A page was visited; a list, which no stored post would tell of, is noted at once. */
  done(seq: number, kind: Task['kind']): void
  /** Aborted when another process has the sweep. */
  readonly lost: AbortSignal
  /** Writes what is not noted yet and ends the hold's renewal. */
  stop(): Promise<void>
}

/** What is noted less often than pages are read costs the reading nothing. */
const beatMs = 500

/**
 * Renews the hold and notes visited pages and the run's figures twice a second, in one transaction. What a killed
 * process did not note is known by what it stored.
 */
export function holdSweep(
  run: SweepRun,
  { store, log, sweepId, holder }: { store: Store; log: Logger; sweepId: SweepId; holder: string },
): SweepHold {
  const lost = new AbortController()
  let done: number[] = []
  let beating: Promise<void> = Promise.resolve()

  const beat = async () => {
    const seqs = done
    done = []
    const isOurs = await store.as(crawlerActor).transaction(async (tx) => {
      if (!(await tx.sweeps.hold(sweepId, holder))) return false
      await tx.frontier.allDone(sweepId, seqs)
      await tx.sweeps.note(sweepId, { ...run })
      return true
    })
    if (!isOurs) lost.abort()
  }
  const next = () => {
    beating = beating.then(beat).catch((error: unknown) => {
      log.warn({ err: error, sweepId }, 'sweep could not be noted')
    })
    return beating
  }
  const timer = setInterval(next, beatMs)
  return {
    done(seq, kind) {
      done.push(seq)
      if (kind === 'list') void next()
    },
    lost: lost.signal,
    async stop() {
      clearInterval(timer)
      await next()
    },
  }
}
