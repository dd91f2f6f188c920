import type { SourceView } from '@huiyin/domain/http/sources'
import { type SourceHealth, type SweepOutcome, sourceHealth } from '@huiyin/domain/source'
import type { SourceOverview } from '@huiyin/store/sources'

const isBad = (outcome: SweepOutcome) => outcome !== 'ok' && outcome !== 'quiet'

/** Health in words, with what to do. */
function reasonOf(health: SourceHealth, { sweeps }: SourceOverview): string {
  const finished = sweeps.filter(({ outcome }) => outcome !== null)
  const bad = finished.find(({ outcome }) => outcome !== null && isBad(outcome))
  const said = bad?.errors.at(-1)?.message ?? '采集没有取得任何内容，页面可能已改版，请核对采集规则'
  switch (health) {
    case 'normal':
      return '最近一次采集取得了内容'
    case 'quiet':
      return '最近一次采集正常，没有新内容'
    case 'doubtful':
      return `最近一次采集未取得内容：${said}。如下一次仍未取得，将判为失明`
    case 'blind': {
      const last = finished.findIndex(({ outcome }) => outcome !== null && !isBad(outcome))
      const times = last === -1 ? finished.length : last
      return `已连续 ${times} 次未取得内容：${said}`
    }
    case 'disabled':
      return '已停用，不再采集'
    case 'waiting':
      return '尚未采集过，请稍候或点击“立即采集”'
  }
}

export function presentSource(source: SourceOverview): SourceView {
  const finished = source.sweeps.flatMap(({ outcome }) => (outcome === null ? [] : [{ outcome }]))
  const health = sourceHealth(source.enabled, finished)
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
    health,
    healthReason: reasonOf(health, source),
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
