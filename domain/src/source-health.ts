import type { SourceHealth, SweepError, SweepOutcome } from './source.js'
import { type FieldCounts, fieldsShrunk, type SourceBaseline } from './source-baseline.js'

/** What can be wrong with a sweep although it ran (docs/rules.md §7). */
export const sweepFaults = [
  'skipped',
  'failed',
  'login',
  'waf',
  'zero',
  'template',
  'fields',
  'stale',
  'volume',
] as const
export type SweepFault = (typeof sweepFaults)[number]
export const sweepFaultLabel: Record<SweepFault, string> = {
  skipped: '缺少浏览器',
  failed: '读取失败',
  login: '登录页',
  waf: '防护拦截页',
  zero: '一条也没有',
  template: '页面改版',
  fields: '字段缺失',
  stale: '列表陈旧',
  volume: '数量过低',
}

/** What the page looked like, for whoever has to mend it. `opening` is masked and only kept of a page without posts. */
export interface PageEvidence {
  url: string
  status: number | null
  title: string
  opening: string
  /** Decoded size in bytes. */
  size: number
}

export interface SweepFinding {
  fault: SweepFault
  /** Chinese: what is seen, beside what is usual. */
  reason: string
}

/** One sweep as health looks at it. */
export interface SweepSeen {
  at: Date
  outcome: SweepOutcome
  /** The server said nothing changed, or the list was the same byte for byte. */
  unchanged: boolean
  /** Entries on the list, and how many of them were known before. */
  fetched: number
  known: number
  new: number
  fields: FieldCounts
  /** The newest publication on the list; null when it names none. */
  newestAt: Date | null
  /** Shapes of the addresses the list links, one an entry. */
  shapes: readonly string[]
  /** What the first page turned out to be when it held no list. */
  pageKind: 'login' | 'waf' | null
  error: SweepError | null
}

/** What is remembered of a source from sweep to sweep. */
export interface HealthMemory {
  state: Exclude<SourceHealth, 'waiting' | 'disabled'>
  badInRow: number
  newestAt: Date | null
  shapes: readonly string[]
}

export interface HealthVerdict extends HealthMemory {
  reason: string
  findings: readonly SweepFinding[]
  /** True from the second bad sweep in a row on. */
  alarm: boolean
}

const dayMs = 86_400_000
/** Entries from which a share of them says something. */
const tellingEntries = 3
/** A list may lose its newest post; an old copy goes back further than this, and than three usual gaps. */
const leastBackMs = 2 * dayMs
/**
 * Posts that should have come since the last one. By chance alone nothing comes where 20 are expected once in e^20;
 * posts come in bursts, so the figure grows with the spread of the source's own days.
 */
const missedPosts = 20
/** Shapes of addresses remembered of one source. */
const keptShapes = 40

/** What is wrong with this sweep, gravest first; empty when nothing is. Quiet is nothing wrong. */
export function findFaults(
  seen: SweepSeen,
  memory: HealthMemory | null,
  baseline: SourceBaseline,
): SweepFinding[] {
  const blind = whyBlind(seen)
  if (blind) return [blind]
  return [
    ...(seen.unchanged ? [] : [changedTemplate(seen, memory), emptyFields(seen, baseline)]),
    ...(seen.unchanged ? [] : [oldCopy(seen, memory, baseline), shortList(seen, baseline)]),
    frozen(baseline, seen),
    tooFew(baseline),
  ].filter((finding) => finding !== null)
}

/** Nothing could be seen at all. */
function whyBlind({ outcome, pageKind, error, fetched, unchanged }: SweepSeen): SweepFinding | null {
  const said = error?.message ?? '没有说明原因'
  if (outcome === 'skipped') return { fault: 'skipped', reason: said }
  if (pageKind === 'login') return { fault: 'login', reason: '网站答复正常，给的却是登录页，看不到内容' }
  if (pageKind === 'waf') return { fault: 'waf', reason: '网站答复正常，给的却是防护或验证页，看不到内容' }
  if (outcome === 'failed') return { fault: 'failed', reason: said }
  if (outcome === 'blind' || (fetched === 0 && !unchanged))
    return { fault: 'zero', reason: error ? said : '页面能打开，但一条也没有读到' }
  return null
}

/** The selector still matches, but what it matches links elsewhere than every list before. */
function changedTemplate({ shapes, known }: SweepSeen, memory: HealthMemory | null): SweepFinding | null {
  if (!memory || memory.shapes.length === 0 || shapes.length < tellingEntries || known > 0) return null
  const familiar = shapes.filter((shape) => memory.shapes.includes(shape)).length
  if (familiar / shapes.length >= 0.2) return null
  return {
    fault: 'template',
    reason: `读到 ${shapes.length} 条，但网址没有一条与以往相像，采集规则可能对错了地方：请核对是否改版`,
  }
}

function emptyFields({ fields }: SweepSeen, baseline: SourceBaseline): SweepFinding | null {
  const { shrunk, usual } = fieldsShrunk(fields, baseline.fields)
  if (shrunk.length === 0 || shrunk.length * 2 < usual.length) return null
  return { fault: 'fields', reason: `${shrunk.join('、')}大多读不到了，以往都有：请核对详情页规则` }
}

function oldCopy(
  { newestAt, known }: SweepSeen,
  memory: HealthMemory | null,
  baseline: SourceBaseline,
): SweepFinding | null {
  if (!newestAt || !memory?.newestAt || baseline.hours === 0) return null
  const backMs = memory.newestAt.getTime() - newestAt.getTime()
  if (backMs < Math.max(leastBackMs, 3 * baseline.gapMs) || known === 0) return null
  const days = Math.round(backMs / dayMs)
  return { fault: 'stale', reason: `列表最新一条比见过的最新一条还早 ${days} 天，网站给的可能是旧页面` }
}

function shortList({ fetched }: SweepSeen, baseline: SourceBaseline): SweepFinding | null {
  if (baseline.leastEntries === null || fetched >= baseline.leastEntries / 2) return null
  const usual = Math.round(baseline.leastEntries)
  return { fault: 'volume', reason: `列表上只有 ${fetched} 条，以往同时段至少 ${usual} 条` }
}

function frozen(
  { expectedSinceNew, spread }: SourceBaseline,
  { new: added }: SweepSeen,
): SweepFinding | null {
  if (added > 0 || expectedSinceNew < missedPosts * spread) return null
  const due = Math.round(expectedSinceNew)
  return { fault: 'stale', reason: `自上一条新信息以来，按以往同时段应有约 ${due} 条，却一条也没有` }
}

function tooFew({ recentNew, recentLeast }: SourceBaseline): SweepFinding | null {
  if (recentLeast === null || recentNew >= recentLeast) return null
  return {
    fault: 'volume',
    reason: `近 24 小时只有 ${recentNew} 条新信息，以往同样的日子至少 ${Math.ceil(recentLeast)} 条`,
  }
}

/** Faults under which something is seen all the same. */
const partial: readonly SweepFault[] = ['stale', 'volume', 'fields']

/** What one more sweep says about a source: one bad sweep is doubtful, the second is an alarm. */
export function judgeHealth(
  seen: SweepSeen,
  memory: HealthMemory | null,
  baseline: SourceBaseline,
): HealthVerdict {
  const findings = findFaults(seen, memory, baseline)
  const badInRow = findings.length === 0 ? 0 : (memory?.badInRow ?? 0) + 1
  const remembered = remember(seen, memory, findings)
  const [worst] = findings
  if (!worst) {
    const isQuiet = seen.new === 0 && baseline.recentNew === 0
    return {
      ...remembered,
      badInRow,
      findings,
      alarm: false,
      state: isQuiet ? 'quiet' : 'normal',
      reason: isQuiet ? '看得到列表，近 24 小时没有新信息，属正常' : '看得到列表，近 24 小时有新信息',
    }
  }
  const alarm = badInRow >= 2
  const isBlind = worst.fault === 'skipped' || (alarm && !partial.includes(worst.fault))
  const words = findings.map(({ reason }) => reason).join('；')
  const times = alarm ? `已连续 ${badInRow} 次` : '最近一次'
  const next = alarm ? '' : '。如下一次仍是这样，将告警'
  return {
    ...remembered,
    badInRow,
    findings,
    alarm: alarm || worst.fault === 'skipped',
    state: isBlind ? 'blind' : 'doubtful',
    reason: `${times}：${words}${next}`,
  }
}

/** A bad sweep teaches nothing. */
function remember(
  { newestAt, shapes, at }: SweepSeen,
  memory: HealthMemory | null,
  findings: readonly SweepFinding[],
): Pick<HealthMemory, 'newestAt' | 'shapes'> {
  const before = { newestAt: memory?.newestAt ?? null, shapes: memory?.shapes ?? [] }
  if (findings.length > 0) return before
  // A date in the future is a misprint, or a meeting announced.
  const newest = newestAt && newestAt <= at ? newestAt : null
  const isNewer = newest !== null && (before.newestAt === null || newest > before.newestAt)
  return {
    newestAt: isNewer ? newest : before.newestAt,
    shapes: [...new Set([...before.shapes, ...shapes])].slice(-keptShapes),
  }
}
