import type { appeals, Judgement } from '@huiyin/domain/judgement'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'

type Appeal = (typeof appeals)[number]

/** When two are equally present the graver claim on us wins. */
const order: readonly Appeal[] = ['举报', '报道', '投诉', '求助', '咨询', '建议', '其他']

/** A dateline or a reporter makes it news whatever else it says. */
const news =
  /记者[^，。]{0,12}[)）报道从获悉]|[（(]记者|(?:新华社|中新社|本报)[^，。]{0,12}电|据[^，。]{2,16}(?:报道|消息)|本报讯|通讯员/y
const opensNews = markedCodes('记（(本新中据通')
const isQuestion = markedCodes('?？')

function isNews(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    if (opensNews[text.charCodeAt(at)] === 0) continue
    news.lastIndex = at
    if (news.test(text)) return true
  }
  return false
}

function questionsOf(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at += 1) count += isQuestion[text.charCodeAt(at)] as number
  return count
}

/** How the clerk who took the call, or the writer himself, names it: 市民来电咨询, 关于…的建议, 我要举报. */
const named =
  /^[^，。\n]{0,8}(?:来电|来信|微信|网站|公众号|短信|云)(咨询|投诉|求助|建议|举报)|关于[^。\n]{2,40}的(?:一点|几点|若干)?(咨询|投诉|求助|建议|举报)|我要(咨询|投诉|求助|建议|举报)/
const nameWithin = 80

/** Asked of an office these want an answer, asked of whoever is to blame they complain (为什么没人管？). */
const rhetorical: ReadonlySet<string> = new Set([
  '什么时候',
  '何时',
  '能否',
  '是否',
  '是否可以',
  '为什么',
  '怎样',
  '怎么办',
  '可不可以',
  '能不能',
])
/** #某地暴雨互助# …困在房顶, 待救援, 🆘: whoever posts so asks for rescue, whatever questions and reports stand in it. */
const rescueTag = /#[^#\n]{0,14}(?:互助|求助|救援)#?|[急待求]救援?|求助|求扩散|扩散！|🆘/
const stranded =
  /被困|困在|围困|没有?船|上了房顶|[屋房楼]顶|断水断电|没水没电|没吃没喝|急需|失联|联系不上|撑不住|快来|求船|冲锋舟/
/** Thanks, calls for volunteers, figures made public, rumours set right and offers ask for nothing. */
const asksNothing =
  /感谢|谢谢(?!大家|各位|！|!|🙏)|招募|招人|志愿者集合|公示|辟谣|不实|免费|热线|已解决|已获救|日志|科普|图解|记者|通报|指挥部|演练/
/** Without one of these nobody pleads. */
const mayPlead = /[#救助🆘]|扩散/u
const pleads = (text: string): boolean =>
  mayPlead.test(text) && rescueTag.test(text) && stranded.test(text) && !asksNothing.test(text)

/** A letter of thanks wants nothing. */
const thanked = /^(?:感谢信|表扬信|致谢)/
/** Every ticket opens so, whatever is wanted. */
const takenDown = /^[^，。\n]{0,8}(?:来电|来信|微信|网站|公众号|短信|云|再次)反映/

/** What the writer says he wants, by the cues of his words (the title counts double); null when he does not say. */
export function statedAppeal(reading: Reading): Appeal | null {
  const { text, titleEnd } = reading
  if (isNews(text)) return '报道'
  if (thanked.test(text)) return null
  if (pleads(text)) return '求助'
  const name = named.exec(text.slice(0, nameWithin))
  if (name && !text.includes('工单')) return (name[1] ?? name[2] ?? name[3]) as Appeal
  const scores = new Map<Appeal, number>()
  let questions = takenDown.test(text.slice(0, nameWithin)) ? 0 : Math.min(questionsOf(text), 2)
  for (const [appeal, hits] of reading.role('appeal')) {
    const words = new Map(hits.filter((hit) => !isTakenDown(text, hit.end)).map((hit) => [hit.word, hit]))
    let score = 0
    for (const { word, end } of words.values()) {
      const weight = end <= titleEnd ? 2 : 1
      if (rhetorical.has(word)) questions += weight
      else score += weight
    }
    if (score > 0) scores.set(appeal as Appeal, score)
  }
  if (questions > 0 && !scores.has('投诉') && !scores.has('举报'))
    scores.set('咨询', (scores.get('咨询') ?? 0) + questions)
  const best = order.reduce<Appeal>((a, b) => ((scores.get(b) ?? 0) > (scores.get(a) ?? 0) ? b : a), '其他')
  return best === '其他' ? null : best
}

const isTakenDown = (text: string, end: number): boolean =>
  takenDown.test(text.slice(Math.max(0, end - 5), end))

/**
 * What the writer wants of us. Where he does not say, an emergency is told (报道), and a matter of ours with something
 * wrong in it is a complaint.
 */
export function findAppeal(
  reading: Reading,
  { isEmergency, isOurs }: { readonly isEmergency: boolean; readonly isOurs: boolean },
): Judgement['appeal'] {
  const stated = statedAppeal(reading)
  if (stated) return stated
  if (thanked.test(reading.text)) return '其他'
  if (isEmergency) return '报道'
  const isWrong =
    reading.hits('sentiment:negative').length > 0 || reading.hits('sentiment:positive').length === 0
  return isOurs && isWrong && !reading.text.includes('#') ? '投诉' : '其他'
}
