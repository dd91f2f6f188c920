import type { Actor } from '@huiyin/domain/actor'
import { openTimers, type Timer } from '@huiyin/domain/deadline'
import { Conflict } from '@huiyin/domain/errors'
import type { AcceptEvent } from '@huiyin/domain/http/opinion-events'
import type { CaseFileId, EventId } from '@huiyin/domain/ids'
import type { MatterKind } from '@huiyin/domain/regime'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'

/** 国办发〔2016〕61号 binds every county: it counts where the county's own document sets no clock for the matter. */
const nationalRegime = 'national-2016'

interface Matter {
  regimeCode: string
  grade: SeverityGrade
  kind: MatterKind
  startAt: Date
}

/** The clocks of a matter under the county's regime. */
export function timersFor({ regimeCode, ...matter }: Matter, keywords: ApiKeywords): Timer[] {
  const under = (code: string) =>
    openTimers({ ...matter, regimes: keywords.regimeWithAdopted(code), calendar: keywords.calendar })
  const own = under(regimeCode)
  return own.length > 0 ? own : under(nationalRegime)
}

/**
 * 受理: the officer's corrections are recorded as a decision beside the proposal, the case file opens with its
 * clocks from the moment we first saw it (discovery, docs/rules.md §1), and goes to a unit when one is named.
 * @throws Conflict when it was accepted before.
 */
export async function acceptEvent(
  tx: Tx,
  id: string,
  { grade, unitCode, reason }: AcceptEvent,
  keywords: ApiKeywords,
  by: Actor & { kind: 'user' },
): Promise<CaseFileId> {
  const before = await tx.eventViews.lock(id)
  if (before.state === 'accepted') throw new Conflict('该事件已受理，请刷新后在案件中办理')
  const { regimeCode } = await tx.jurisdiction.current()
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
  const kind = event.emergency ? 'emergency' : 'opinion'
  const matter = { regimeCode, grade: event.grade, kind, startAt: event.firstFoundAt } as const
  const caseFileId = await tx.caseFiles.open(
    {
      ...matter,
      eventId: id as EventId,
      timers: timersFor(matter, keywords),
      accusedUnits: event.accusedUnits,
      ...(reason ? { reason } : {}),
    },
    by,
  )
  if (unitCode !== undefined) await tx.caseFiles.act(caseFileId, { kind: 'dispatched', unitCode }, by)
  return caseFileId
}
