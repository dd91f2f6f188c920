import { InvalidInput } from '@huiyin/domain/errors'
import type { PayloadOf, replayChange as replayChangeJob } from '@huiyin/domain/job'
import { knownMatters } from '../known-matters.js'
import { analyzerActor } from '../local-analyzer.js'
import { replay } from '../replay.js'
import type { ItemJobDeps } from './analyze-item.js'

/** Judges what is known to be right with the judge in force and with the proposed one, and keeps what differs. */
export async function replayChange(
  { changeId }: PayloadOf<typeof replayChangeJob>,
  { store, local }: ItemJobDeps,
) {
  const as = store.as(analyzerActor)
  const { change, weights } = await as.transaction(async (tx) => ({
    change: await tx.judgementChanges.get(changeId),
    weights: await tx.judgementChanges.weightsOf(changeId),
  }))
  const found = await (async () => {
    const after = await local.proposed(change.files ? { files: change.files } : { weights })
    const known = await knownMatters(store, new Set(change.learnedFrom))
    return replay(known, await local.current(), after)
  })().catch((error: unknown) => {
    if (error instanceof InvalidInput) return error
    throw error
  })
  await as.transaction(async (tx) => {
    if (found instanceof InvalidInput) await tx.judgementChanges.keepProblem(changeId, found.message)
    else await tx.judgementChanges.keepReplay(changeId, found)
    tx.announce('judgement')
  })
}
