import type { EventId, ItemId } from '@huiyin/domain/ids'
import type { PayloadOf, settleEvent as settleEventJob } from '@huiyin/domain/job'
import { loadEventRules } from '@huiyin/keywords/event-rules'
import type { JudgedItem } from '@huiyin/store/assessments'
import type { Tx } from '@huiyin/store/tx'
import type { Analyzer } from '../analyze.js'
import { type Candidate, grownBy } from '../cluster.js'
import { findSpike } from '../find-spike.js'
import { judgeEvent } from '../judge-event.js'
import { analyzerActor } from '../local-analyzer.js'
import { weighWords } from '../telling-words.js'
import { type ItemJobDeps, inputOf } from './analyze-item.js'
import { traceOf } from './stored-shelf.js'

/**
 * Judges an event again after posts came, and where posts left it or a person put them there, makes its signature,
 * title and representative anew from the posts it has. Done twice it gives the same.
 */
export async function settleEvent(
  { eventId }: PayloadOf<typeof settleEventJob>,
  { store, local }: ItemJobDeps,
) {
  const analyzer = await local.current()
  await store.as(analyzerActor).transaction(async (tx) => {
    const event = await tx.eventSettling.take(eventId as EventId)
    if (!event) return
    const members = await tx.assessments.ofEvent(event.eventId)
    await tx.eventSettling.done(event.eventId)
    if (members.length === 0) return
    const ordered = representativeFirst(members, event.representativeId)
    const { title, judgement } = judgeEvent(ordered, analyzer.severity)
    if (event.what === 'rebuild') await rebuild(tx, analyzer, event.eventId, ordered, title)
    await tx.events.propose(event.eventId, judgement)
    await announceSpike(tx, event.eventId, members)
    tx.announce('events')
  })
}

/** 升温预警: a dismissed event is nobody's business until it is graver, and then it is open again. */
async function announceSpike(tx: Tx, eventId: EventId, members: readonly JudgedItem[]): Promise<void> {
  const { spike: rules } = loadEventRules()
  const { state } = await tx.eventViews.lock(eventId)
  if (state === 'dismissed') return
  const told = members.map(({ publishedAt, foundAt }) => publishedAt ?? foundAt)
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
