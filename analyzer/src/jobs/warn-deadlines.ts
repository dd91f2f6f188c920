import type { Store } from '@huiyin/store/store'
import { analyzerActor } from '../local-analyzer.js'

/** Clocks of one transaction. */
const atOnce = 500

/**
 * The minute tick's part for clocks: takes back what a clock that ran ahead said too early, then gives every warning
 * that is due, once each. What a stop left behind is given by the next tick.
 */
export async function warnDeadlines(store: Store): Promise<{ retracted: number; warnings: number }> {
  const as = store.as(analyzerActor)
  const retracted = await as.transaction((tx) => tx.deadlineWarnings.retractEarly())
  let warnings = 0
  for (let clocks = atOnce; clocks === atOnce; ) {
    const given = await as.transaction(async (tx) => {
      const done = await tx.deadlineWarnings.give(atOnce)
      if (done.warnings > 0) tx.announce('cases')
      return done
    })
    clocks = given.clocks
    warnings += given.warnings
  }
  return { retracted, warnings }
}
