import { InvalidInput } from '@huiyin/domain/errors'
import {
  type learnWeights as learnWeightsJob,
  type PayloadOf,
  replayChange as replayChangeJob,
} from '@huiyin/domain/job'
import { replayedDecisions } from '../known-matters.js'
import { analyzerActor } from '../local-analyzer.js'
import { shippedWeights } from '../model/load.js'
import { teach } from '../model/teach.js'
import { decodeWeights, encodeWeights } from '../model/weights-file.js'
import type { ItemJobDeps } from './analyze-item.js'

/** One decision in this many, the newest, is kept back from teaching, so that the replay has rows it never saw. */
const keptBackOneIn = 5

/**
 * Teaches the weights in force (or those shipped) by the units officers decided, oldest first. The newest fifth is
 * kept back: the replay shows it apart from the rows that taught.
 */
export async function learnWeights(
  { changeId }: PayloadOf<typeof learnWeightsJob>,
  { store }: Pick<ItemJobDeps, 'store'>,
) {
  const as = store.as(analyzerActor)
  const { decided, inForce } = await as.transaction(async (tx) => ({
    decided: await tx.pastDecisions.labelled(replayedDecisions),
    inForce: await tx.judgementChanges.inForce(),
  }))
  const labelled = decided.flatMap(({ eventId, unit, postTitle, text }) =>
    unit ? [{ id: eventId, title: postTitle, text, label: unit.group }] : [],
  )
  const taught = labelled.slice(Math.ceil(labelled.length / keptBackOneIn)).reverse()
  const before = inForce.weights ? decodeWeights(inForce.weights, 'dispatch.bin') : shippedWeights('dispatch')
  const learnt = (() => {
    if (taught.length === 0) return new InvalidInput('还没有可学的决定：请先在事件中确定责任单位，再来学习')
    if (!before) return new InvalidInput('产品没有带责任单位的权重，请先用 huiyin train 训练')
    return teach(before, taught)
  })()
  await as.transaction(async (tx) => {
    if (learnt instanceof InvalidInput) await tx.judgementChanges.keepProblem(changeId, learnt.message)
    else {
      const ids = taught.map(({ id }) => id)
      await tx.judgementChanges.keepWeights(changeId, encodeWeights(learnt), ids)
      tx.enqueue(replayChangeJob, { changeId })
    }
    tx.announce('judgement')
  })
}
