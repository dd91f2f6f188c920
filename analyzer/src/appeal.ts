import type { appeals, Judgement } from '@huiyin/domain/judgement'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'

type Appeal = (typeof appeals)[number]

/** When two are equally present the graver claim on us wins. */
const order: readonly Appeal[] = ['举报', '报道', '投诉', '求助', '咨询', '建议', '其他']

/** A dateline or a reporter makes it news whatever else it says. */
const news =
  /记者[^，。]{0,12}[)）报道从获悉]|[（(]记者|(?:新华社|中新社|本报)[^，。]{0,12}电|据[^，。]{2,16}(?:报道|消息)|本报讯|通讯员/

/** One of these stands in whatever is news: without them the text is not searched. */
const opensNews = markedCodes('记本新中据通')
const isQuestion = markedCodes('?？')

function isNews(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (opensNews[text.charCodeAt(at)] === 1) return news.test(text)
  return false
}

function questionsOf(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) count += isQuestion[text.charCodeAt(at)] as number
  return count
}

/** What the writer wants of us, by the cues of his words; the title counts double. */
export function findAppeal(reading: Reading, isEmergency: boolean): Judgement['appeal'] {
  const { text, titleEnd } = reading
  if (isNews(text)) return '报道'
  const scores = new Map<Appeal, number>()
  for (const [appeal, hits] of reading.role('appeal')) {
    const words = new Map(hits.map((hit) => [hit.word, hit]))
    const score = [...words.values()].reduce((sum, hit) => sum + (hit.end <= titleEnd ? 2 : 1), 0)
    scores.set(appeal as Appeal, score)
  }
  const question = questionsOf(text)
  if (question > 0) scores.set('咨询', (scores.get('咨询') ?? 0) + Math.min(question, 2))
  const best = order.reduce<Appeal>((a, b) => ((scores.get(b) ?? 0) > (scores.get(a) ?? 0) ? b : a), '其他')
  if (best === '其他' || (scores.get(best) ?? 0) === 0) return isEmergency ? '报道' : '其他'
  return best
}
