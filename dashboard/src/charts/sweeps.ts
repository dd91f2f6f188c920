import type { SweepView } from '@huiyin/domain/http/sources'

export interface SweepBar {
  x: number
  height: number
  tone: 'good' | 'still' | 'bad' | 'running'
  words: string
}

const tones: Record<NonNullable<SweepView['outcome']>, SweepBar['tone']> = {
  ok: 'good',
  quiet: 'still',
  blind: 'bad',
  failed: 'bad',
  skipped: 'bad',
}
const outcomeLabel: Record<NonNullable<SweepView['outcome']>, string> = {
  ok: '正常',
  quiet: '无新信息',
  blind: '未取得任何内容',
  failed: '失败',
  skipped: '跳过',
}

/** The last sweeps as bars, oldest left: height is new items, a bad sweep stands full height so that it is seen. */
export function sweepBars(
  newestFirst: readonly SweepView[],
  height: number,
  clock: (iso: string) => string,
): SweepBar[] {
  const most = Math.max(1, ...newestFirst.map((sweep) => sweep.new))
  return [...newestFirst].reverse().map((sweep, x) => {
    const tone = sweep.outcome === null ? 'running' : tones[sweep.outcome]
    const share = tone === 'bad' ? 1 : sweep.new / most
    const said = sweep.outcome === null ? '采集中' : outcomeLabel[sweep.outcome]
    return {
      x,
      height: Math.max(2, Math.round(share * height)),
      tone,
      words: `${clock(sweep.startedAt)} ${said}，取得 ${sweep.fetched} 条，新增 ${sweep.new} 条`,
    }
  })
}
