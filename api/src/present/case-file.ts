import type { Actor } from '@huiyin/domain/actor'
import { deadlineState, isOverdue, isVeryOverdue, pausedSince } from '@huiyin/domain/deadline'
import type { CaseFileView, CaseRow, DeadlineView } from '@huiyin/domain/http/case-files'
import type { Regime } from '@huiyin/domain/regime'
import type { CaseFileDetail, CaseSummary, StoredDeadline } from '@huiyin/store/case-files'

/** A clock with its state at `now`: overdue is computed when asked. */
const presentDeadline = (deadline: StoredDeadline, now: Date): DeadlineView => ({
  code: deadline.code,
  name: deadline.name,
  startAt: deadline.startAt.toISOString(),
  dueAt: deadline.dueAt.toISOString(),
  lastDay: deadline.lastDay ?? null,
  unit: deadline.unit,
  amount: deadline.amount,
  clause: deadline.clause,
  document: deadline.document,
  metBy: deadline.metBy,
  steps: [...deadline.steps],
  provisional: deadline.provisional ?? null,
  metAt: deadline.metAt?.toISOString() ?? null,
  evidence: deadline.evidence,
  from: deadline.from,
  extension: deadline.extension,
  pauses: deadline.pauses.map(({ from, until, cause }) => ({
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    cause,
  })),
  pausedAt: pausedSince(deadline)?.toISOString() ?? null,
  supersededAt: deadline.supersededAt?.toISOString() ?? null,
  extendableBy: deadline.extension > 0 ? null : (deadline.rule?.extension?.max ?? null),
  pausableFor: deadline.rule?.pauses?.map(({ cause }) => cause) ?? [],
  quote: deadline.rule?.quote ?? null,
  state: deadlineState(deadline, now),
})

export function presentCaseRow(file: CaseSummary, now: Date): CaseRow {
  const unmet = file.closedAt
    ? []
    : file.deadlines.filter(({ metAt, supersededAt }) => metAt === null && supersededAt === null)
  const next = unmet.find((deadline) => pausedSince(deadline) === null) ?? unmet[0]
  return {
    id: file.id,
    number: file.number,
    eventId: file.eventId,
    title: file.title,
    state: file.state,
    kind: file.kind,
    grade: file.grade,
    leadUnit: file.leadUnit,
    assistUnits: file.assistUnits,
    supervisedUntil: file.supervisedUntil?.toISOString() ?? null,
    explained: file.explained,
    openedAt: file.openedAt.toISOString(),
    closedAt: file.closedAt?.toISOString() ?? null,
    nextDueAt: file.nextDueAt?.toISOString() ?? null,
    nextDeadline: next ? presentDeadline(next, now) : null,
    overdueCount: unmet.filter((deadline) => isOverdue(deadline, now)).length,
    veryOverdue: unmet.some((deadline) => isVeryOverdue(deadline, now)),
    accusedUnknown: file.accusedUnknown,
    accusedChecked: file.accusedChecked,
  }
}

/** A case file is its actions, so the last of them is its version. */
export const caseVersion = ({ actions }: Pick<CaseFileDetail, 'actions'>): string =>
  `a${actions.at(-1)?.id ?? 0}`

/** The case file for one reader: which entries are his own, and what every reader may know. */
export function presentCaseFile(
  file: CaseFileDetail,
  { now, regimes, reader }: { now: Date; regimes: readonly Regime[]; reader: Actor },
): CaseFileView {
  const regime = regimes.find(({ code }) => code === file.regimeCode)
  const readerId = reader.kind === 'user' ? reader.userId : null
  return {
    ...presentCaseRow(file, now),
    regime: {
      code: file.regimeCode,
      name: regime?.name ?? file.regimeCode,
      document: regime?.document ?? '',
    },
    deadlines: file.deadlines.map((deadline) => presentDeadline(deadline, now)),
    actions: file.actions.map(({ id, action, actor, actorId, at, audience }) => ({
      id,
      action,
      actor,
      at: at.toISOString(),
      mine: actorId !== null && actorId === readerId,
      restricted: audience !== null,
    })),
    progress: file.progress,
    policyMisread: file.policyMisread,
    unitNames: file.unitNames,
    kin: file.kin,
    version: caseVersion(file),
  }
}
