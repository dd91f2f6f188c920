import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { PayloadOf, settleEvent as settleEventJob } from '@huiyin/domain/job'
import { loadEventRules } from '@huiyin/keywords/event-rules'
import type { JudgedItem } from '@huiyin/store/assessments'
import type { UnsettledEvent } from '@huiyin/store/event-settling'
import type { FacetToAdd } from '@huiyin/store/event-tally'
import type { Tx } from '@huiyin/store/tx'
import type { Analyzer } from '../analyze.js'
import { type Candidate, grownBy } from '../cluster.js'
import { type EventSummary, gatherFacets, summarise, totalsOf } from '../event-facets.js'
import { findSpike, hoursToFindSpike } from '../find-spike.js'
import { judgeSummary } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { weighWords } from '../telling-words.js'
import { asPosts, hourOf, hoursOf, mostAround, type PostsAt, toldMinute } from '../told-times.js'
import { type ItemJobDeps, inputOf } from './analyze-item.js'
import { traceOf } from './stored-shelf.js'

/**
 * Judges an event again after posts came, and where posts left it or a person put them there, makes its signature,
 * title and representative anew from the posts it has. Posts that came are added to what is kept of the others, so
 * that one more costs the same in any event; all are read only where something else happened. Done twice it gives the
 * same.
 */
export async function settleEvent(
  { eventId }: PayloadOf<typeof settleEventJob>,
  { store, local }: ItemJobDeps,
) {
  const analyzer = await local.current()
  await store.as(analyzerActor).transaction(async (tx) => {
    const event = await tx.eventSettling.take(eventId as EventId)
    if (!event) return
    const summary =
      (event.what === 'judge' && (await addNew(tx, event))) || (await recount(tx, analyzer, event))
    await tx.eventSettling.done(event.eventId)
    if (!summary) return
    await tx.events.propose(event.eventId, judgeSummary(summary, analyzer.severity).judgement)
    await announceSpike(tx, event.eventId, summary.told)
    tx.announce('events')
  })
}

interface SettledSummary extends EventSummary {
  /** Posts by time, as `findSpike` takes them. */
  readonly told: readonly PostsAt[]
}

/** What all posts say, by those that came and what is kept of the others; null where only a recount tells. */
async function addNew(tx: Tx, { eventId, representativeId }: UnsettledEvent): Promise<SettledSummary | null> {
  const { recount, came, grew } = await tx.eventTally.take(eventId, representativeId)
  if (recount) return null
  const totals = totalsOf(came)
  const minutes = came.map(toldMinute)
  const around = [...new Set(minutes.map(hourOf))].flatMap((hour) => [hour - 1, hour, hour + 1])
  const ask = hoursToFindSpike(tx.now, loadEventRules().spike)
  const kept = await tx.eventTally.add(
    eventId,
    {
      ...tallyOf(came, representativeId),
      totals: {
        posts: totals.posts,
        reads: totals.reads + grew.reads,
        comments: totals.comments + grew.comments,
        shares: totals.shares + grew.shares,
        authors: new Set(came.flatMap((post) => (post.isNewAuthor ? (post.authorPseudonym ?? []) : []))).size,
        peak: totals.peak,
      },
    },
    { since: ask.since, whole: [...ask.whole, ...around] },
  )
  const peak = mostAround(minutes, kept.hours)
  if (peak > kept.totals.peak) await tx.eventTally.raisePeak(eventId, peak)
  const posts = await tx.assessments.ofItems([kept.firstOf.representative, kept.firstOf.gravest])
  const representative = posts.find(({ id }) => id === kept.firstOf.representative)
  const gravest = posts.find(({ id }) => id === kept.firstOf.gravest)
  if (!representative || !gravest) return null
  return {
    representative,
    gravest,
    facets: kept.facets,
    totals: { ...kept.totals, peak: Math.max(kept.totals.peak, peak) },
    told: asPosts(kept.hours),
  }
}

/** What all posts say, each of them read; null when there is none left. */
async function recount(
  tx: Tx,
  analyzer: Analyzer,
  { eventId, representativeId, what }: UnsettledEvent,
): Promise<SettledSummary | null> {
  const members = await tx.eventTally.takeAll(eventId)
  const ordered = representativeFirst(members, representativeId)
  const [first] = ordered
  if (!first) {
    await tx.eventTally.forget(eventId)
    return null
  }
  const summary = summarise(ordered)
  if (what === 'rebuild')
    await rebuild(tx, analyzer, eventId, ordered, judgeSummary(summary, analyzer.severity).title)
  await tx.eventTally.replace(eventId, first.id, { ...tallyOf(ordered, first.id), totals: summary.totals })
  return { ...summary, told: asPosts(hoursOf(ordered)) }
}

/** Posts as they are kept: what they say, and when. In the order they were found, whoever of them stands for all. */
function tallyOf(posts: readonly JudgedItem[], representativeId: ItemId | null) {
  const facets = gatherFacets(representativeFirst([...posts].sort(asFound), representativeId))
  return {
    hours: hoursOf(posts),
    facets: facets.map(
      ({ first, ...facet }): FacetToAdd => ({
        ...facet,
        firstAt: first.id === representativeId ? null : first.foundAt,
        firstItem: first.id,
      }),
    ),
  }
}

const asFound = (a: JudgedItem, b: JudgedItem): number =>
  a.foundAt.getTime() - b.foundAt.getTime() || (a.id < b.id ? -1 : 1)

/** 升温预警: a dismissed event is nobody's business until it is graver, and then it is open again. */
async function announceSpike(tx: Tx, eventId: EventId, told: readonly PostsAt[]): Promise<void> {
  const { spike: rules } = loadEventRules()
  const { state } = await tx.eventViews.lock(eventId)
  if (state === 'dismissed') return
  const spike = findSpike(told, tx.now, rules)
  if (spike) await tx.eventHeat.raise(eventId, spike, rules)
}

/** The representative stays while it is in the event; else the first post found stands for it. */
function representativeFirst(members: readonly JudgedItem[], id: ItemId | null): JudgedItem[] {
  const known = members.find((member) => member.id === id)
  return known ? [known, ...members.filter((member) => member !== known)] : [...members]
}

async function rebuild(
  tx: Tx,
  analyzer: Analyzer,
  eventId: EventId,
  members: readonly JudgedItem[],
  title: string,
): Promise<void> {
  const known = await tx.eventSettling.signatures(eventId)
  let event: Candidate | null = null
  for (const member of members) {
    let own = known.get(member.id)
    if (!own) {
      const raw = analyzer.signature(inputOf(member))
      own = weighWords(raw, await tx.eventPlacing.wordCounts(Object.keys(raw.terms)))
      await tx.eventPlacing.saveSignature(member.id, own)
    }
    const at = member.publishedAt ?? member.foundAt
    event = event
      ? grownBy(event, own, at)
      : {
          eventId,
          signature: own,
          representativeId: member.id,
          itemCount: 1,
          firstToldAt: at,
          lastToldAt: at,
        }
  }
  const [representative] = members
  if (!event || !representative) return
  await tx.eventSettling.rebuilt(eventId, {
    ...traceOf(event),
    representativeId: representative.id,
    title,
  })
}
