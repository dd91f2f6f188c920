import type { Actor } from '@huiyin/domain/actor'
import type { CaseInstants } from '@huiyin/domain/clock-revision'
import { Conflict } from '@huiyin/domain/errors'
import type { AcceptEvent } from '@huiyin/domain/http/opinion-events'
import type { CaseFileId, EventId } from '@huiyin/domain/ids'
import { isPublicOpinion, type MatterKind } from '@huiyin/domain/regime'
import type { LockedEvent } from '@huiyin/store/event-decisions'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'
import { rulesNow, timersFor } from './rules-in-force.js'

/**
 * The moments a clock may start from. A message to the government is received when it is posted to it; opinion and
 * emergencies are discovered (docs/rules.md §1).
 */
function instantsOf(
  { firstPublishedAt, firstFoundAt, decidedAt }: LockedEvent,
  kind: MatterKind,
  now: Date,
): CaseInstants & { discovered: string } {
  const isOpinion = isPublicOpinion(kind)
  return {
    discovered: firstFoundAt.toISOString(),
    assessed: (decidedAt ?? now).toISOString(),
    ...(firstPublishedAt ? { published: firstPublishedAt.toISOString() } : {}),
    ...(isOpinion ? {} : { received: (firstPublishedAt ?? firstFoundAt).toISOString() }),
  }
}

/**
 * 受理: the officer's corrections are recorded as a decision beside the proposal, the case file opens with its
 * clocks from the moment we first saw it (discovery, docs/rules.md §1), and goes to a unit when one is named.
 * @throws Conflict when it was accepted before; InvalidInput when whom it accuses is to be checked before a unit gets it.
 */
export async function acceptEvent(
  tx: Tx,
  id: string,
  { grade, unitCode, reason, kind: handledAs, limitDays, accusedChecked }: AcceptEvent,
  keywords: ApiKeywords,
  by: Actor & { kind: 'user' },
): Promise<CaseFileId> {
  const before = await tx.eventViews.lock(id)
  if (before.state === 'accepted') throw new Conflict('该事件已受理，请刷新后在案件中办理')
  const rules = await rulesNow(tx, keywords)
  if (grade !== undefined || unitCode !== undefined)
    await tx.eventViews.decide(
      id,
      {
        ...before.decided,
        ...(grade === undefined ? {} : { grade }),
        ...(unitCode === undefined ? {} : { unitCode }),
        ...(reason ? { reason } : {}),
      },
      by.name,
    )
  const event = await tx.eventViews.markAccepted(id)
  const kind = handledAs ?? (event.emergency ? 'emergency' : 'opinion')
  const instants = instantsOf(event, kind, tx.now)
  const startAt = new Date(instants.received ?? instants.discovered)
  const { timers, refs } = timersFor({ grade: event.grade, kind, startAt, limitDays }, rules)
  const caseFileId = await tx.caseFiles.open(
    {
      eventId: id as EventId,
      grade: event.grade,
      kind,
      regimeCode: rules.choice.base,
      regimes: refs,
      instants,
      timers,
      accusedUnits: event.accusedUnits,
      ...(limitDays === undefined ? {} : { limitDays }),
      ...(reason ? { reason } : {}),
    },
    by,
  )
  if (unitCode !== undefined)
    await tx.caseFiles.act(
      caseFileId,
      { kind: 'dispatched', unitCode, ...(accusedChecked ? { accusedChecked } : {}) },
      by,
    )
  return caseFileId
}
