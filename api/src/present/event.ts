import { createHash } from 'node:crypto'
import type { EventRow, EventView } from '@huiyin/domain/http/opinion-events'
import type { EventDetail, EventSummary } from '@huiyin/store/event-views'

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

/** Whose word the unit is: the officer's when he named one, else the machine's with its reason. */
function unitOf(event: EventSummary): EventRow['unit'] {
  if (!event.unit) return null
  if (event.decided?.unitCode === event.unit.code) {
    const { reason } = event.decided
    return {
      ...event.unit,
      confidence: 1,
      reason: `${event.decidedBy ?? '值班员'}确定${reason ? `：${reason}` : ''}`,
    }
  }
  const proposed = event.proposed.units.find(({ code }) => code === event.unit?.code)
  return { ...event.unit, confidence: proposed?.confidence ?? 0, reason: proposed?.reason ?? '' }
}

/** One row of 每日信息流; `prospectiveDueAt` stands in for the clock a waiting event does not have yet. */
export function presentEventRow(event: EventSummary, prospectiveDueAt: Date | null = null): EventRow {
  const { proposed } = event
  return {
    id: event.id,
    number: event.number,
    title: event.title,
    gist: proposed.gist,
    state: event.state,
    grade: event.grade,
    proposedGrade: proposed.grade,
    decided: event.decided !== null,
    score: proposed.score,
    reasons: [...proposed.factors].sort((a, b) => b.points - a.points).map(({ name }) => name),
    emergency: proposed.emergency,
    unit: unitOf(event),
    focus: proposed.focus,
    appeal: proposed.appeal,
    topicL1: proposed.topic.l1,
    field: proposed.field ?? null,
    places: proposed.places,
    itemCount: event.itemCount,
    sources: event.sources,
    engagement: event.engagement,
    firstPublishedAt: instant(event.firstPublishedAt),
    firstFoundAt: event.firstFoundAt.toISOString(),
    lastItemAt: event.lastItemAt.toISOString(),
    caseFileId: event.caseFile?.id ?? null,
    nextDueAt: instant(event.caseFile ? event.caseFile.nextDueAt : prospectiveDueAt),
    walled: event.walled,
    accusedUnknown: event.accusedUnknown,
    accusedCheckedBy: event.accusedCheckedBy,
    heat: event.heat,
    growthPerHour: Math.round(event.growthPerHour * 10) / 10,
    firstSource: event.firstSource && { ...event.firstSource, at: event.firstSource.at.toISOString() },
    alarm: event.alarm && { ...event.alarm, raisedAt: event.alarm.raisedAt.toISOString() },
    locked: event.lockedBy !== null,
  }
}

/**
 * What an officer's decision rests on. New posts that only make an event larger leave it unchanged, so that a
 * busy event can still be decided; a changed proposal, decision or state does not.
 */
export const eventVersion = ({
  state,
  grade,
  proposed,
  decided,
  decidedAt,
  dismissedReason,
  caseFile,
  handledAt,
  accusedUnknown,
  accusedCheckedBy,
}: EventSummary) =>
  createHash('sha256')
    .update(
      JSON.stringify([
        state,
        grade,
        proposed.grade,
        proposed.units.map(({ code }) => code),
        proposed.accused,
        decided,
        decidedAt,
        dismissedReason,
        caseFile?.id,
        handledAt,
        accusedUnknown,
        accusedCheckedBy,
      ]),
    )
    .digest('base64url')
    .slice(0, 22)

export const presentEvent = (event: EventDetail): EventView => ({
  ...presentEventRow(event),
  proposed: event.proposed,
  decision: event.decided,
  decidedBy: event.decidedBy,
  decidedAt: instant(event.decidedAt),
  dismissedReason: event.dismissedReason,
  items: event.items.map((item) => ({
    ...item,
    publishedAt: instant(item.publishedAt),
    foundAt: item.foundAt.toISOString(),
    countedAt: item.countedAt.toISOString(),
    versions: item.versions.map((version) => ({
      ...version,
      replacedAt: new Date(version.replacedAt).toISOString(),
    })),
  })),
  representativeId: event.representativeId,
  lockedBy: event.lockedBy,
  merges: event.merges.map((merge) => ({ ...merge, at: merge.at.toISOString() })),
  trend: event.trend.map(({ hour, items }) => ({ hour: hour.toISOString(), items })),
  version: eventVersion(event),
})
