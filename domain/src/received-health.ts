import type { ReceivedWay, SourceHealth } from './source.js'

const hourMs = 3_600_000
/** A program that sends says something every day; three days without a word is asked about. */
const quietHours = 24
const doubtfulHours = 72

/**
 * How a source fares whose items are brought. People owe nothing, so silence of theirs is quiet; a program that falls
 * silent is doubtful. `at`: when something last came, null when nothing ever did.
 */
export function judgeReceived({ way, at, now }: { way: ReceivedWay; at: Date | null; now: Date }): {
  health: SourceHealth
  healthReason: string
} {
  if (at === null)
    return way === 'push'
      ? { health: 'waiting', healthReason: '还没有推送过，请在对方程序里填入令牌' }
      : { health: 'quiet', healthReason: way === 'entry' ? '还没有人录入' : '还没有导入过文件' }
  const hours = (now.getTime() - at.getTime()) / hourMs
  if (way !== 'push') return { health: 'normal', healthReason: way === 'entry' ? '由人录入' : '由人导入' }
  if (hours < quietHours) return { health: 'normal', healthReason: '按时推送' }
  const days = Math.floor(hours / 24)
  return hours < doubtfulHours
    ? { health: 'quiet', healthReason: `${days} 天没有推送` }
    : {
        health: 'doubtful',
        healthReason: `已 ${days} 天没有推送，请核对对方程序是否停了、令牌是否过期`,
      }
}
