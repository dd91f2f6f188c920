import type { OpinionLogView } from '@huiyin/domain/http/overview'
import type { SeverityGrade } from '@huiyin/domain/severity'
import { sourceHealthLabel } from '@huiyin/domain/source'
import type { DayCoverage } from '@huiyin/store/opinion-log'

/** From this share of bad sweeps on, a source that came back in the end still left a hole in the day. */
const holeFrom = 0.5

function gapOf(source: DayCoverage): string | null {
  if (source.sweeps === 0) return '当日没有完成任何一次采集'
  const said = source.lastError ? `：${source.lastError}` : ''
  if (source.health === 'blind' || source.health === 'doubtful')
    return `${sourceHealthLabel[source.health]}，当日 ${source.sweeps} 次采集中 ${source.bad} 次未取得内容${said}`
  if (source.bad / source.sweeps >= holeFrom)
    return `现已恢复，但当日 ${source.sweeps} 次采集中 ${source.bad} 次未取得内容${said}`
  return null
}

/**
 * What could not be seen that day. 平稳 is said only when something was watched, no key source was blind and
 * nothing graver than IV came in.
 */
export function presentCoverage(
  sources: readonly DayCoverage[],
  byGrade: Readonly<Record<SeverityGrade, number>>,
): OpinionLogView['coverage'] {
  const blind = sources.flatMap((source) => {
    const reason = gapOf(source)
    return reason === null ? [] : [{ name: source.name, reason, key: source.key }]
  })
  const hasSeen = sources.some(({ sweeps, bad }) => sweeps > bad)
  const calm = hasSeen && !blind.some(({ key }) => key) && byGrade.I + byGrade.II + byGrade.III === 0
  return { sources: sources.length, blind, calm, statement: statementOf(sources.length, blind) }
}

function statementOf(count: number, blind: readonly { name: string; reason: string }[]): string {
  if (count === 0) return '未能监测：当日没有启用任何信源，以下数字不反映舆情实况'
  if (blind.length === 0) return `当日 ${count} 个信源均正常采集，未发现监测盲区`
  return `未能监测：${blind.map(({ name, reason }) => `${name}（${reason}）`).join('；')}`
}
