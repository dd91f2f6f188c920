import type { DisclosureMark } from '@huiyin/domain/document-disclosure'
import type { Regime } from '@huiyin/domain/regime'
import { dayOf, startOfDay } from '@huiyin/domain/shanghai'
import type { SpecialReportInput } from '@huiyin/reports/special-report-input'
import type { Tx } from '@huiyin/store/tx'
import { presentCaseFile } from './present/case-file.js'
import { presentEvent } from './present/event.js'

/**
 * Everything the 专报 of one event is written from, read as whoever asks for it.
 * @throws NotFound when that one may not see the event.
 */
export async function readSpecialReport(
  tx: Tx,
  id: string,
  regimes: readonly Regime[],
): Promise<SpecialReportInput> {
  const event = await tx.eventViews.detail(id)
  const { name, demonstration } = await tx.jurisdiction.current()
  const units = await tx.jurisdiction.units()
  const caseFile = event.caseFile ? await tx.caseFiles.detail(event.caseFile.id) : null
  return {
    jurisdiction: name,
    demonstration,
    issueNumber: event.number,
    issuedAt: tx.now,
    generatedAt: tx.now,
    disclosure: await chosenFor(tx, event),
    event: presentEvent(event),
    // From the day it was found: what was missed before cannot be told apart from what was not there.
    coverage: await tx.coverage.between(startOfDay(dayOf(event.firstFoundAt)), tx.now),
    caseFile: caseFile && presentCaseFile(caseFile, { now: tx.now, regimes, reader: tx.actor }),
    unitNames: Object.fromEntries(units.map((unit) => [unit.code, unit.name])),
  }
}

/** 公开属性 of the event's 专报 as it stands in 三审, the one approved last before any other; a walled event has none. */
async function chosenFor(
  tx: Tx,
  event: { caseFile: { id: string } | null; walled: boolean },
): Promise<DisclosureMark | null> {
  if (event.caseFile === null || event.walled) return null
  const reports = (await tx.reviewDrafts.ofCase(event.caseFile.id)).filter(
    ({ kind, disclosure }) => kind === 'special-report' && disclosure !== null,
  )
  return (reports.findLast(({ approvedAt }) => approvedAt !== null) ?? reports.at(-1))?.disclosure ?? null
}
