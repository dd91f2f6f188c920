import { NotFound } from '@huiyin/domain/errors'
import type { ItemId } from '@huiyin/domain/ids'
import {
  type analyzeItem as analyzeItemJob,
  clusterItem as clusterItemJob,
  type PayloadOf,
  settleEvent as settleEventJob,
} from '@huiyin/domain/job'
import type { ItemToJudge } from '@huiyin/store/assessments'
import type { Store } from '@huiyin/store/store'
import type { AnalyzerInput } from '../analyze.js'
import { analyzerActor, type LocalAnalyzer } from '../local-analyzer.js'

export interface ItemJobDeps {
  readonly store: Store
  readonly local: LocalAnalyzer
}

/** A stored item as the analyzer takes it. */
export const inputOf = ({ title, text, publishedAt, source, engagement }: ItemToJudge): AnalyzerInput => ({
  ...(title ? { title } : {}),
  text,
  publishedAt,
  source,
  engagement,
})

/** Match, segment and assess one saved item; done twice it gives the same. */
export async function analyzeItem(
  { itemId }: PayloadOf<typeof analyzeItemJob>,
  { store, local }: ItemJobDeps,
) {
  const analyzer = await local.current()
  const subjects = await local.subjects()
  await store.as(analyzerActor).transaction(async (tx) => {
    const item = await tx.assessments.lockItem(itemId as ItemId).catch(ignoreDeleted)
    if (!item) return
    const post = inputOf(item)
    const hits = subjects.match(post)
    const admission = analyzer.admit(post, hits)
    const judgement = analyzer.analyze(post)
    await tx.mentions.replace(item.id, analyzer.mentions(post))
    await tx.subjectMentions.replace(item, subjects.asked, hits)
    await tx.assessments.save(item.id, judgement)
    await tx.items.markAnalyzed(item.id, admission)
    if (admission.admitted && item.eventId === null) tx.enqueue(clusterItemJob, { itemId: item.id })
    // Edited since it was placed: what the event says of itself came from the old words.
    if (item.eventId !== null && item.analyzedAt === null) {
      await tx.eventSettling.ask([item.eventId], 'rebuild')
      tx.enqueue(settleEventJob, { eventId: item.eventId })
    }
    tx.announce('items')
  })
}

/** Deleted by retention or by the end of the demonstration while the job waited: nothing to do. */
export function ignoreDeleted(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}
