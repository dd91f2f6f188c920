import type { SourceView } from '@huiyin/domain/http/sources'
import type { SourceOverview } from '@huiyin/store/sources'

export function presentSource(source: SourceOverview): SourceView {
  const { definition } = source
  return {
    id: source.id,
    name: definition.name,
    kind: definition.kind,
    level: definition.level,
    url: definition.url,
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
