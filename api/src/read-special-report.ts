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
    event: presentEvent(event),
    // From the day it was found: what was missed before cannot be told apart from what was not there.
    coverage: await tx.coverage.between(startOfDay(dayOf(event.firstFoundAt)), tx.now),
    caseFile: caseFile && presentCaseFile(caseFile, { now: tx.now, regimes, reader: tx.actor }),
    unitNames: Object.fromEntries(units.map((unit) => [unit.code, unit.name])),
  }
}
