import { inWords } from './duration-words.js'
import type { SourceId } from './ids.js'

/** How one source fared in a period; the parts add up to the time it was to be watched. */
export interface SourceCoverage {
  id: SourceId
  name: string
  key: boolean
  /** Milliseconds of the period in which the source existed and was switched on. */
  watchedMs: number
  /** Seen, with new posts or without. */
  seenMs: number
  quietMs: number
  doubtfulMs: number
  /** Blind, or not swept at all. */
  blindMs: number
  sweeps: number
  bad: number
  new: number
  /** Blind at the end of the period. */
  endsBlind: boolean
  /** Why it was not seen, when it was not. */
  reason: string | null
}

/** What could and could not be seen in `[from, to)`; every report prints it. */
export interface Coverage {
  from: Date
  to: Date
  sources: readonly SourceCoverage[]
}

/** How a source with a gap stood at the end of the period. */
export type GapState = '未采集' | '失明' | '存疑' | '已恢复'

/** One source that was not seen for a part of the period that matters. */
export interface CoverageGap {
  id: SourceId
  name: string
  key: boolean
  state: GapState
  /** Milliseconds in which nothing, or nothing reliable, could be seen. */
  blindMs: number
  doubtfulMs: number
  reason: string
}

/** A source not seen for longer than this left a hole, even when it came back. */
const holeMs = 60 * 60_000
/** …or for more than this part of a shorter period. */
const holeShare = 0.5

/** Worst first: key sources, then the longest blind. */
export function coverageGaps({ sources }: Coverage): CoverageGap[] {
  return sources
    .filter(hasGap)
    .sort((a, b) => Number(b.key) - Number(a.key) || b.blindMs + b.doubtfulMs - (a.blindMs + a.doubtfulMs))
    .map((source) => {
      const { id, name, key, blindMs, doubtfulMs } = source
      return { id, name, key, state: gapState(source), blindMs, doubtfulMs, reason: gapWords(source) }
    })
}

const hasGap = ({ watchedMs, blindMs, doubtfulMs, endsBlind, sweeps }: SourceCoverage): boolean => {
  const unseen = blindMs + doubtfulMs
  return endsBlind || sweeps === 0 || unseen >= holeMs || (watchedMs > 0 && unseen / watchedMs >= holeShare)
}

const gapState = ({ sweeps, endsBlind, blindMs, doubtfulMs }: SourceCoverage): GapState => {
  if (sweeps === 0) return '未采集'
  if (endsBlind) return '失明'
  return doubtfulMs > blindMs ? '存疑' : '已恢复'
}

function gapWords(source: SourceCoverage): string {
  const { sweeps, bad, blindMs, doubtfulMs, reason, watchedMs } = source
  const state = gapState(source)
  if (state === '未采集') return '没有完成任何一次采集'
  const unseen = Math.min(watchedMs, blindMs + doubtfulMs)
  const now = state === '已恢复' ? '现已恢复' : state
  const said = reason ? `：${reason}` : ''
  return `${now}，累计约 ${inWords(unseen)}看不到或看不准，${sweeps} 次采集中 ${bad} 次未取得内容${said}`
}

/**
 * 平稳 may be said only where something was watched, no key source was blind, and nothing graver than IV came in;
 * the last is for whoever knows the events.
 */
export function mayBeCalm(coverage: Coverage): boolean {
  const seen = coverage.sources.some(({ sweeps, bad }) => sweeps > bad)
  return seen && !coverageGaps(coverage).some(({ key }) => key)
}

/** One sentence for the head of a report. `period` as read: 当日、本周、本时段. */
export function coverageStatement(coverage: Coverage, period: string): string {
  const count = coverage.sources.length
  if (count === 0) return `未能监测：${period}没有启用任何信源，以下数字不反映舆情实况`
  const gaps = coverageGaps(coverage)
  if (gaps.length === 0) return `${period} ${count} 个信源均正常采集，未发现监测盲区`
  const named = gaps.slice(0, namedAtMost).map(({ name, reason }) => `${name}（${reason}）`)
  const rest = gaps.length > namedAtMost ? `；另有 ${gaps.length - namedAtMost} 个信源` : ''
  return `未能监测：${named.join('；')}${rest}`
}

/** More names than this are a list and no sentence. */
const namedAtMost = 10
