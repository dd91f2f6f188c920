import type { Hit, Reading } from './reading.js'

/** Distances found on news and posts: a cue speaks for its own sentence, and not for what is said much later in it. */
const reach = { hypothetical: 18, history: 30, elsewhere: 40 } as const
/** A text that opens with 演练 or 辟谣 is about nothing that happened. */
const opening = 40

/** 并非演练, 不是谣言: the word is denied. */
const denied = /(?:并?非|不是|不再是|绝不是)$/
/** 去年刚整治过，今天又塌了: from here on it is now. */
const nowAgain = /今天|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|刚刚|目前|现在|眼下|这次|本次|此次|又/

const verified = /经核实|实际|官方通报|确认|事故造成|已造成/

/**
 * Why a figure does not count — 演练、影视、辟谣、假设、历史、他处 (docs/rules.md §2) — or null when it does.
 */
export function discounted(reading: Reading, figure: { start: number; end: number }): string | null {
  const { start, end } = reading.sentence(figure.start)
  const cues = (group: string) =>
    reading
      .hits(`severity:${group}`)
      .filter((hit) => !denied.test(reading.text.slice(Math.max(0, hit.start - 4), hit.start)))
  const within = (group: string) => cues(group).filter((hit) => hit.start >= start && hit.end <= end)
  const opens = (group: string) => cues(group).some((hit) => hit.start < Math.max(opening, reading.titleEnd))
  if (within('drill').length > 0 || opens('drill')) return '演练'
  if (within('fiction').length > 0 || opens('fiction')) return '影视文学'
  const clause = clauseOf(reading.text, figure.start)
  const isVerified = verified.test(clause)
  if (!isVerified && (within('rumour').length > 0 || opens('rumour'))) return '辟谣'
  const before = (group: keyof typeof reach, hits: readonly Hit[]) =>
    hits.some((hit) => hit.start <= figure.start && figure.start - hit.end <= reach[group])
  if (before('hypothetical', within('hypothetical'))) return '假设'
  const past = within('history').filter(
    (hit) => !nowAgain.test(reading.text.slice(hit.end, Math.max(hit.end, figure.start))),
  )
  if (before('history', past)) return '历史回顾'
  if (before('elsewhere', within('elsewhere'))) return '他处事件'
  return null
}

/** The words between two commas around `at`. */
function clauseOf(text: string, at: number): string {
  const left = Math.max(text.lastIndexOf('，', at), text.lastIndexOf('。', at), text.lastIndexOf('\n', at))
  const right = text.slice(at).search(/[，。\n]/)
  return text.slice(left + 1, right < 0 ? text.length : at + right)
}
