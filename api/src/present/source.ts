import type { SourceAlarmView, SourceView } from '@huiyin/domain/http/sources'
import { figuresOf, type SourceSums } from '@huiyin/domain/source-figures'
import type { SourceAlarm } from '@huiyin/store/source-alarms'
import type { SourceDay } from '@huiyin/store/source-figures'
import type { SourceOverview } from '@huiyin/store/sources'

/** What stands beside the sources themselves, of all of them. */
export interface BesideSources {
  alarms: readonly SourceAlarm[]
  days: readonly SourceDay[]
  sums: ReadonlyMap<string, SourceSums>
}

const bySource = <T extends { sourceId: string }>(all: readonly T[]): Map<string, T[]> => {
  const found = new Map<string, T[]>()
  for (const one of all) {
    const list = found.get(one.sourceId)
    if (list) list.push(one)
    else found.set(one.sourceId, [one])
  }
  return found
}

const presentAlarm = (alarm: SourceAlarm): SourceAlarmView => ({
  id: alarm.id,
  fault: alarm.fault,
  reason: alarm.reason,
  raisedAt: alarm.raisedAt.toISOString(),
  acknowledgedAt: alarm.acknowledgedAt?.toISOString() ?? null,
  acknowledgedBy: alarm.acknowledgedByName,
  note: alarm.note,
})

export function presentSources(sources: readonly SourceOverview[], beside: BesideSources): SourceView[] {
  const alarms = bySource(beside.alarms)
  const days = bySource(beside.days)
  return sources.map((source) => ({
    ...presentSource(source),
    alarms: (alarms.get(source.id) ?? []).map(presentAlarm),
    figures: figuresFor(source, beside.sums.get(source.id)),
    days: (days.get(source.id) ?? []).map(({ sourceId: _, ...day }) => day),
  }))
}

const figuresFor = ({ received, badInRow }: SourceOverview, sums: SourceSums | undefined) =>
  sums ? figuresOf(sums, { badInRow, isReceived: received !== null }) : []

function presentSource(source: SourceOverview): Omit<SourceView, 'alarms' | 'days' | 'figures'> {
  const { definition } = source
  return {
    id: source.id,
    name: definition.name,
    kind: definition.kind,
    level: definition.level,
    url: definition.url,
    received: source.received,
    receivedAt: source.receivedAt?.toISOString() ?? null,
    key: definition.key ?? false,
    enabled: source.enabled,
    everySeconds: definition.everySeconds,
    nextSweepAt: source.nextSweepAt.toISOString(),
    health: source.health,
    healthReason: source.healthReason,
    healthSince: source.healthSince?.toISOString() ?? null,
    evidence: source.evidence,
    itemsTotal: source.itemsTotal,
    itemsToday: source.itemsToday,
    admittedToday: source.admittedToday,
    sweeps: source.sweeps.map((sweep) => ({
      startedAt: sweep.startedAt.toISOString(),
      finishedAt: sweep.finishedAt?.toISOString() ?? null,
      outcome: sweep.outcome,
      fetched: sweep.fetched,
      new: sweep.new,
      duplicates: sweep.duplicates,
      errors: sweep.errors,
    })),
  }
}
