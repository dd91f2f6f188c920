import { isDoubted } from './quoted.js'
import type { Hit, Reading } from './reading.js'
import { isRemembered } from './remembered.js'

/** Distances found on news and posts: a cue speaks for its own sentence, and not for what is said much later in it. */
const reach = { hypothetical: 40, history: 40, elsewhere: 50 } as const
/** A text that opens with 演练 or 辟谣 is about nothing that happened. */
const opening = 40

/** 并非演练, 不是谣言: the word is denied. */
const denied = /(?:并?非|不是|不再是|绝不是)$/
/** 去年刚整治过，今天又塌了: from here on it is now. */
const nowAgain = /(?<!^的)今天|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|刚刚|目前|现在|眼下|这次|本次|此次|又/

/** 为防止垮塌，已转移…: after these words it has happened. */
const happened = /已(?!经不)|一时间|于是|自发|因此|截至|确认|紧急(?:转移|疏散)|连夜/

/** 说起, 那会儿: told of what was long ago, or of this morning. */
const mildlyPast: ReadonlySet<string> = new Set([
  '那会儿',
  '那时候',
  '那次',
  '说起',
  '讲起',
  '还记得',
  '当时的',
  '念叨',
  '回忆',
  '从前',
])
const lately = /昨天|今天|昨晚|昨夜|今早|今晨|今晚|凌晨|前天|刚刚|这会儿|眼下|目前/

/** 从前方发回, 从前天起: no word for once. */
const ofNow = /[方天面线台门后往排日晚夜沿]/

/** 医院那边说: of here. */
const ofHere =
  /(?:医院|院里|公安|警方|现场|县里|镇里|工地|矿上|单位|学校|家属|指挥部|疾控|[我俺咱]们?[在就住]{0,2}|[河堤坝桥厂])那边$/
/** 隔壁老板说: of next door, and not of the next county. */
const nextDoor = /^(?:[老店家邻单栋楼桌床宿班车工房病桥户摊]|几[户家])/
/** #某地暴雨互助#: whoever posts under the tag is there. */
const ownTag = /#[^#]{1,12}(?:互助|求助|救援)#/
/** 刷到市防汛办的通报: read, and of here. */
const readOfHere =
  /^刷到了?(?:我们|咱们?|本)?(?:[省市县区镇]|应急|防汛|防指|气象|水利|官方|指挥部)[^，。]{0,8}(?:通报|公告|发布|通告|快报|消息|简报|数据)/

const verified = /经核实|实际|官方通报|确认|事故造成|已造成/

/** 指挥部20时通报：…共找到12名遇难者: what holds, in a sentence of its own beside the rumour refuted. */
const official =
  /(?:指挥部|官方|警方|公安|应急|政府|新闻办|[局委办])[^，。；：“”]{0,10}(?:通报|公布|发布|证实|核实)/

/** 请大家不要传谣: asked of the readers, and says of no figure that it is false. */
const asked = /(?:不|勿|别|莫)(?:要)?(?:再)?(?:信|传|造)谣$/

/** 据说死了三十多人，未经证实: hearsay that owns to be it. */
const unproven = /未经证实|未证实|没证实|不知真假|不知道真假|真假不|有待核实|有待证实|真的假的|是真是假/

/** 死亡三人以上的属于…: a threshold and no count. */
const bound = /^(?:名|个|位)?人?(?:以上|及以上|以下|或以上)/
/** 近五年, 2019年以来: summed up over years. */
const span =
  /(?:近|过去|最近)[一二两三四五六七八九十几数\d]+年(?!前)|\d{4}年以来|\d{4}年至\d{4}年|(?:每|平均每|一)年(?:都|有|约|平均|因|死于|死亡|高达|新增)/

const isSummedUp = (before: string): boolean => before.includes('年') && span.test(before)

/** 安全形势总体平稳，发生事故25起: of so many cases; without them 总体平稳 tells of the mood. */
const cases = /[\d十百千余多]起(?!火|来|诉|爆|重|飞)/

/** Groups of words without any of which nothing but a sum over years is discounted. */
const cueGroups = [
  'drill',
  'drillTold',
  'fiction',
  'rumour',
  'hearsay',
  'refuted',
  'norm',
  'statistics',
  'outlook',
  'memorial',
  'hypothetical',
  'history',
  'elsewhere',
  'trial',
] as const
type CueGroup = (typeof cueGroups)[number]
/** 1975年的大水: a year of the last century, or one without a day and not recent, tells of the past; so does a post that opens with 十一年了. */
const oldYear =
  /(?:19\d\d|一九[一二三四五六七八九〇零]{2})年(?!以来|至今|起)|20[01]\d年(?!\s?\d{1,2}月|[一二三四五六七八九十]+月|以来|至今|起)/
const longAgo = /^[^，。！]{0,8}[一二三四五六七八九十百\d]+(?:多|余)?年(?:了|过去|前的今天)/

/** 已离开我们整整二十年 */
const gone =
  /(?:离开|离去|走了|过去|远去)[^，。；]{0,6}(?:整整)?[\d一二三四五六七八九十]+(?:多|余)?(?:周年|年|载)(?!\d|级)/

/** A report is dated where it opens: 新华网太原8月21日电. */
const leadEnd = 60
const dated = /(?<!年)(?:\d{1,2}月)?\d{1,2}日|昨[日天晚夜]|前日|今[日天晨早]/
const yearAndMonth = /(?:19|20)\d\d年(\d{1,2}月|(?!\d))/

/** Said of another event than the report's own, which may itself have been in another month. */
/** 截至2013年4月24日: the day of the figure, and not of another event. */
const upTo = /截[至止]|[至到]$/
const longBefore = /曾|此前|历史上|上次|那次/
/** 今年五月，该地一次阅兵遭袭: of another month of the year the report is dated in. */
const thisYear = /今年(\d{1,2}月)/
const another = /曾|也(?:发|有)|该[省市县国区地路线矿校]|另一|上次|此前|那次|类似|历史上|同一|当时|同类|先前/

/** 2016年4月28日 in a report of 2 May is what it reports; 2005年7月 in one of October is not. */
function isFarMonth(told: string | undefined, lead: string): boolean {
  if (!told?.endsWith('月')) return false
  const reported = /(\d{1,2})月\d{1,2}日/.exec(lead)?.[1]
  if (reported === undefined) return true
  const apart = Math.abs(Number.parseInt(told, 10) - Number(reported))
  return Math.min(apart, 12 - apart) > 1
}

/** 2010年3月，该省一起事故…: named by another year, in a report whose day is told without one. */
function isEarlier(text: string, before: string, start: number): boolean {
  const lead = text.slice(0, Math.min(leadEnd * 2, start))
  const within = thisYear.exec(before)?.[1]
  if (within && /一次|一起|曾/.test(before) && /\d月/.test(lead)) return !lead.includes(within)
  const told = yearAndMonth.exec(before)
  return (
    told !== null &&
    (another.test(before) || (isFarMonth(told[1], lead) && !upTo.test(before))) &&
    dated.test(lead) &&
    !/\d年/.test(lead) &&
    !(told[1] && lead.includes(told[1]) && !longBefore.test(before))
  )
}

const opensLongAgo = (text: string): boolean => {
  const year = text.indexOf('年')
  return year >= 0 && year < 24 && longAgo.test(text)
}

/** 是不是砸死了十多个？ and 死了十几个，真的假的: asked, not told. */
function isAsked(text: string, { start, end }: { start: number; end: number }, sentenceEnd: number): boolean {
  const mark = text.charAt(sentenceEnd)
  if ((mark === '？' || mark === '?') && /是不是|是否|有没有|真的/.test(clauseOf(text, start))) return true
  const next = text.indexOf('真', end)
  return next >= 0 && next - end < 12 && /[，。？]是?真(?:的假的|的吗|是假)/.test(text.slice(end, next + 4))
}

/** 有人在网上说死了十几个，市应急办否认了这个说法: who denies holds an office, and is not the one accused. */
const saidAbout = /网|帖|微信|群里|朋友圈|抖音|视频|流传|传言|传说|相传|有人|外面|外界|坊间/
const deniedBy =
  /^[^。！？]{0,16}?(?:(?:局|办|委|部门|宣传部|指挥部|警方|公安|消防|官方|政府|发言人|[省市县区镇州]里?)[^，。；]{0,8}|予以|作出|做出)否认/
const denialReach = 40
/** 县里一直否认，可我亲眼看到: whoever tells it holds to it. */
const stillHeld = /^[^。]{0,12}(?:可是?我|但我|但是|其实|明明|亲眼|却)|^[^。]{0,6}(?:可|但)/

const isDenied = (text: string, { start, end }: { start: number; end: number }): boolean => {
  const denial = text.indexOf('否认', end)
  return (
    denial >= 0 &&
    denial - end < denialReach &&
    saidAbout.test(clauseOf(text, start)) &&
    deniedBy.test(text.slice(end, denial + 2)) &&
    !stillHeld.test(text.slice(denial + 2, denial + 20))
  )
}

type Cues = Partial<Record<CueGroup, readonly Hit[]>>
const none: readonly Hit[] = []
/** All figures of a text are asked about in a row. */
let gathered: { readonly reading: Reading | null; readonly cues: Cues | null } = { reading: null, cues: null }

/** The words that may discount figures of a text, without those denied; null when there are none. */
function cuesOf(reading: Reading): Cues | null {
  if (gathered.reading === reading) return gathered.cues
  const words = reading.role('severity')
  const cues: Cues = {}
  let isAny = false
  for (const group of cueGroups) {
    const hits = words
      .get(group)
      ?.filter((hit) => !denied.test(reading.text.slice(Math.max(0, hit.start - 4), hit.start)))
    if (!hits || hits.length === 0) continue
    cues[group] = hits
    isAny = true
  }
  gathered = { reading, cues: isAny ? cues : null }
  return gathered.cues
}

/**
 * Why a figure does not count — 演练、影视、辟谣、法规、统计、假设、历史、他处 (docs/rules.md §2) — or null when it does.
 */
export function discounted(reading: Reading, figure: { start: number; end: number }): string | null {
  const { start, end } = reading.sentence(figure.start)
  const before = reading.text.slice(start, figure.start)
  if (isAsked(reading.text, figure, end)) return '疑问'
  if (start > 0 && before.includes('年') && isEarlier(reading.text, before, start)) return '历史回顾'
  if ((before.includes('年') && oldYear.test(before)) || opensLongAgo(reading.text)) return '历史回顾'
  const after = reading.text.slice(figure.end, end)
  if (after.includes('年') && gone.test(after)) return '历史回顾'
  if (isDenied(reading.text, figure) || isDoubted(reading, figure)) return '辟谣'
  if (isRemembered(reading, figure)) return '往事'
  const told = cuesOf(reading)
  if (!told) return isSummedUp(before) ? '统计数字' : null
  return discountedBy(told, reading, figure, { start, end })
}

/** Why the words of `told` say that a figure does not count. */
function discountedBy(
  told: Cues,
  reading: Reading,
  figure: { start: number; end: number },
  { start, end }: { start: number; end: number },
): string | null {
  const before = reading.text.slice(start, figure.start)
  const cues = (group: CueGroup) => told[group] ?? none
  const within = (group: CueGroup) => {
    const hits = cues(group)
    return hits.length === 0 ? hits : hits.filter((hit) => hit.start >= start && hit.end <= end)
  }
  const opens = (group: CueGroup) =>
    cues(group).some((hit) => hit.start < Math.max(opening, reading.titleEnd))
  if (within('drill').length > 0 || opens('drill') || cues('drillTold').length > 0) return '演练'
  if (within('fiction').length > 0 || opens('fiction')) return '影视文学'
  const refutes = (hit: Hit) => !asked.test(reading.text.slice(Math.max(0, hit.start - 3), hit.end))
  const isRefuted =
    within('rumour').some(refutes) ||
    cues('rumour').some((hit) => hit.start < Math.max(opening, reading.titleEnd) && refutes(hit))
  const isHearsay = within('hearsay').length > 0 && (cues('rumour').length > 0 || cues('refuted').length > 0)
  const isOfficial = () =>
    within('rumour').length === 0 && within('hearsay').length === 0 && official.test(before)
  if ((isRefuted || isHearsay) && !verified.test(clauseOf(reading.text, figure.start)) && !isOfficial())
    return '辟谣'
  if (within('hearsay').length > 0 && unproven.test(reading.text)) return '传闻'
  if (within('norm').length > 0 && bound.test(reading.text.slice(figure.end, figure.end + 8)))
    return '法规条款'
  if (within('statistics').length > 0 || isSummedUp(before)) return '统计数字'
  if (within('outlook').length > 0 && cases.test(reading.text.slice(start, end))) return '统计数字'
  if (cues('trial').length > 0) return '历史回顾'
  if (within('memorial').length > 0 || opens('memorial')) return '历史回顾'
  const precedes = (group: keyof typeof reach, hits: readonly Hit[]) =>
    hits.some((hit) => hit.start <= figure.start && figure.start - hit.end <= reach[group])
  const imagined = within('hypothetical').filter(
    (hit) => !happened.test(reading.text.slice(hit.end, Math.max(hit.end, figure.start))),
  )
  if (precedes('hypothetical', imagined)) return '假设'
  const past = within('history').filter(
    (hit) =>
      !(hit.word === '从前' && ofNow.test(reading.text.charAt(hit.end))) &&
      !nowAgain.test(reading.text.slice(hit.end, Math.max(hit.end, figure.start))) &&
      !(mildlyPast.has(hit.word) && lately.test(reading.text.slice(0, hit.start))),
  )
  if (precedes('history', past)) return '历史回顾'
  const away = within('elsewhere').filter(
    ({ start, end, word }) =>
      !(word === '看到新闻' && ownTag.test(reading.text)) &&
      !(word === '隔壁' && nextDoor.test(reading.text.slice(end, end + 2))) &&
      !ofHere.test(reading.text.slice(Math.max(0, start - 4), start + 2)) &&
      !readOfHere.test(reading.text.slice(start, start + 20)),
  )
  if (precedes('elsewhere', away)) return '他处事件'
  return null
}

/** The words between two commas around `at`. */
function clauseOf(text: string, at: number): string {
  const left = Math.max(text.lastIndexOf('，', at), text.lastIndexOf('。', at), text.lastIndexOf('\n', at))
  const right = text.slice(at).search(/[，。\n]/)
  return text.slice(left + 1, right < 0 ? text.length : at + right)
}
