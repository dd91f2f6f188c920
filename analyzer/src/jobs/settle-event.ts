import type { EventId } from '@huiyin/domain/ids'
import type { PayloadOf, settleEvent as settleEventJob } from '@huiyin/domain/job'
import { loadEventRules } from '@huiyin/keywords/event-rules'
import type { JudgedItem } from '@huiyin/store/assessments'
import type { UnsettledEvent } from '@huiyin/store/event-settling'
import type { Tx } from '@huiyin/store/tx'
import { type EventSummary, summarise } from '../event-facets.js'
import { findSpike, hoursToFindSpike } from '../find-spike.js'
import { judgeSummary } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { TallyChanges, wholeTally } from '../tally-change.js'
import { asPosts, hoursOf, type PostsAt } from '../told-times.js'
import type { ItemJobDeps } from './analyze-item.js'
import { rebuildEvent } from './rebuild-event.js'

/**
 * Judges an event again after posts came, changed or left, and where words went or a person moved posts, makes its
 * signature, title and representative anew. What changed is taken from what is kept of all posts and added to it, so
 * that one post costs the same in any event; all are read only where nothing is kept yet. Done twice it gives the same.
 */
export async function settleEvent(
  { eventId }: PayloadOf<typeof settleEventJob>,
  { store, local }: ItemJobDeps,
) {
  const analyzer = await local.current()
  await store.as(analyzerActor).transaction(async (tx) => {
    const event = await tx.eventSettling.take(eventId as EventId)
    if (!event) return
    const summary = (await tallyChanges(tx, event)) ?? (await tallyAll(tx, event))
    await tx.eventSettling.done(event.eventId)
    if (!summary) return
    const { judgement, title } = judgeSummary(summary, analyzer.severity)
    if (event.what === 'rebuild')
      await rebuildEvent(tx, analyzer, event.eventId, {
        representative: summary.representative,
        title,
        accused: judgement.accused,
      })
    await tx.events.propose(event.eventId, judgement)
    await announceSpike(tx, event.eventId, summary.told)
    tx.announce('events')
  })
}

interface SettledSummary extends EventSummary<JudgedItem> {
  /** Posts by time, as `findSpike` takes them. */
  readonly told: readonly PostsAt[]
}

/** What all posts say, by those that changed and what is kept of all; null where only reading all of them tells. */
async function tallyChanges(
  tx: Tx,
  { eventId, representativeId }: UnsettledEvent,
): Promise<SettledSummary | null> {
  const taken = await tx.eventChanges.take(eventId, representativeId)
  if (!taken.isKept || taken.representativeId === null) return null
  const changes = new TallyChanges(taken, taken.representativeId)
  const found = await tx.eventChanges.firstToSay(eventId, changes.sought(), changes.changed)
  const ask = hoursToFindSpike(tx.now, loadEventRules().spike)
  const kept = await tx.eventTally.change(eventId, changes.change(found), ask)
  const posts = await tx.assessments.ofItems([kept.firstOf.representative, kept.firstOf.gravest])
  const representative = posts.find(({ id }) => id === kept.firstOf.representative)
  const gravest = posts.find(({ id }) => id === kept.firstOf.gravest)
  if (!representative || !gravest) return null
  return {
    representative,
    gravest,
    facets: kept.facets,
    totals: kept.totals,
    told: asPosts(kept.hours),
  }
}

/** What all posts say, each of them read; null when there is none left. */
async function tallyAll(
  tx: Tx,
  { eventId, representativeId }: UnsettledEvent,
): Promise<SettledSummary | null> {
  const { posts, isWhole } = await tx.eventChanges.takeAll(eventId)
  const standing = posts.find(({ id }) => id === representativeId) ?? posts[0]
  if (!standing || !isWhole) await tx.eventTally.forget(eventId)
  else await tx.eventTally.replace(eventId, wholeTally(posts, standing.id))
  if (!standing) return null
  const ordered = [standing, ...posts.filter((post) => post !== standing)]
  return { ...summarise(ordered), told: asPosts(hoursOf(ordered)) }
}

/** 升温预警: a dismissed event is nobody's business until it is graver, and then it is open again. */
async function announceSpike(tx: Tx, eventId: EventId, told: readonly PostsAt[]): Promise<void> {
  const { spike: rules } = loadEventRules()
  const { state } = await tx.eventViews.lock(eventId)
  if (state === 'dismissed') return
  const spike = findSpike(told, tx.now, rules)
  if (spike) await tx.eventHeat.raise(eventId, spike, rules)
}
