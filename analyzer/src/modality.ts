import { isOfAnotherEvent } from './another-event.js'
import { isDoubted } from './quoted.js'
import type { Hit, Reading } from './reading.js'
import { isRemembered } from './remembered.js'

/** Distances found on news and posts: a cue speaks for its own sentence, and not for what is said much later in it. */
const reach = { hypothetical: 40, history: 40, elsewhere: 50 } as const
/** A text that opens with 演练 or 辟谣 is about nothing that happened. */
const opening = 40

/** 一名法国导演, 四位漫画家: what a victim was. */
const trade = /^(?:导演|漫画|演员|主演|编剧|小说)$/
const isTrade = (text: string, { start, end, word }: Hit): boolean =>
  trade.test(word) &&
  (/[名位][^，。；]{0,4}$/.test(text.slice(Math.max(0, start - 6), start)) ||
    /^[家师]/.test(text.slice(end, end + 1)))
/** 本报记者 朱红军: who wrote it. */
const byline = /(?:记者|通讯员|编译|实习生)[\s　]?[\u4e00-\u9fff]{0,3}$/
/** 并非演练, 不是谣言: the word is denied. */
const denied = /(?:并?非|不是|不再是|绝不是|以为又?是|当成|当作)$/
/** 去年刚整治过，今天又塌了: from here on it is now. */
const nowAgain =
  /(?<!^的)今天|今年|今日|今早|今晨|今晚|昨天|昨日|昨晚|昨夜|刚刚|目前|现在|眼下|这次|本次|此次|又/

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
/** 就像一颗定时炸弹: likened to a thing, and not to what happened elsewhere. */
const simile = /^一?[颗把枚头堵座根块张]/
/** 隔壁老板说: of next door, and not of the next county. */
const nextDoor = /^(?:[老店家邻单栋楼桌床宿班车工房病桥户摊]|几[户家])/
const disasterTag = /#[^#\n]{2,12}(?:暴雨|洪|台风|灾|泥石流|滑坡|救援)[^#\n]{0,6}#/
/** 他们那边, 外省那边: under the tag of a disaster only so is it elsewhere; 保靖那边 is a place one names. */
const thoseThere = /(?:他们|人家|外[省地市县国]|别[处人]|隔壁|邻[省市县区村]|听说|据说|传)$/
/** 我爸爸在里面！…#寻人#: whoever pleads for his own is no bystander. */
const ownPlea =
  /#寻人|求助|求救|求求|我[家爸妈爷奶哥弟姐妹儿女][^，。]{0,6}(?:在里面|失联|联系不上|没出来|还没)/
/** #某地暴雨互助#: whoever posts under the tag is there. */
const ownTag = /#[^#]{1,12}(?:互助|求助|救援)#/
/** 刷到市防汛办的通报: read, and of here. */
const readOfHere =
  /^刷到了?(?:我们|咱们?|本)?(?:[省市县区镇]|应急|防汛|防指|气象|水利|官方|指挥部)[^，。]{0,8}(?:通报|公告|发布|通告|快报|消息|简报|数据)/

const verified =
  /(?:此前|提前|均|都)已(?:经)?(?:提前)?(?:转移|撤离|疏散)|经核实|实际|官方通报|确认|事故造成|已造成/

/** 指挥部20时通报：…共找到12名遇难者: what holds, in a sentence of its own beside the rumour refuted. */
const official =
  /(?:指挥部|官方|警方|公安|应急|政府|新闻办|[局委办])[^，。；：“”]{0,10}(?:通报|公布|发布|证实|核实|核对|统计)|截至|此次|本次|本轮|真实的?(?:情况|：)|口径|发布会[上]?(?:说|称)|实际情况|实情|事实是|(?:部门|部|警方|官方|警察局|消防局)(?:负责人|发言人|官员)?(?:\d{1,2}日)?(?:说|表示|称)/

/** 请大家不要传谣: asked of the readers, and says of no figure that it is false. */
const askedOfReaders = /(?:不|勿|别|莫)(?:要)?(?:再)?(?:信|传|造)谣$/

/** 据说死了三十多人，未经证实: hearsay that owns to be it. */
const unproven = /未经证实|未证实|没证实|不知真假|不知道真假|真假不|有待核实|有待证实|真的假的|是真是假/

/** 死亡三人以上的属于…: a threshold and no count. */
const bound = /^(?:名|个|位)?人?(?:以上|及以上|以下|或以上)/
/** 近五年, 2019年以来: summed up over years. */
const span =
  /(?:近|过去|最近)[一二两三四五六七八九十几数\d]+(?:年|个月)(?!前)|\d{4}年(?:以来|至今)|年代(?:初|末)?以来|\d{1,2}月份?以来[^。；]{0,10}(?:发生|出现)[^。；]{0,4}起|\d{4}年至\d{4}年|今年(?:以来|来)?(?:全|本|我|该|当地)[^，。；]{0,12}(?:已|共|累计)|[\d一二三四五六七八九十几数]+年(?:里|来|间)[^。；]{0,14}(?:出过|发生过?|共|合计|已有?|累计|夺去)|(?:每|平均每|一)年(?:都|有|约|平均|因|死于|死亡|高达|新增)/

const isSummedUp = (before: string): boolean =>
  (before.includes('年') || before.includes('以来') || before.includes('个月')) && span.test(before)

/** 安全形势总体平稳，发生事故25起: of so many cases; without them 总体平稳 tells of the mood. */
const cases = /[\d十百千余多]起(?!火|来|诉|爆|重|飞)/

/** 来庆祝中学毕业30周年的校友: who they are. */
const celebrated = /(?:毕业|建校|成立|结婚|建厂|开业|创办|校庆|建国|解放|建党)[^，。；]{0,6}$/

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
/** 是不是砸死了十多个？ and 死了十几个，真的假的: asked, not told. */
function isAsked(text: string, { start, end }: { start: number; end: number }, sentenceEnd: number): boolean {
  const mark = text.charAt(sentenceEnd)
  if ((mark === '？' || mark === '?') && /是不是|是否|有没有|真的/.test(clauseOf(text, start))) return true
  const next = text.indexOf('真', end)
  return next >= 0 && next - end < 12 && /[，。？]是?真(?:的假的|的吗|是假)/.test(text.slice(end, next + 4))
}

/** 有人在网上说死了十几个，市应急办否认了这个说法: who denies holds an office, and is not the one accused. */
const saidAbout =
  /网|帖|报纸|电视台|电台|媒体|推特|脸书|社交媒体|论坛|乘客|微信|群里|朋友圈|抖音|视频|流传|传言|传说|相传|有人|外面|外界|坊间/
const deniedBy =
  /^[^。！？]{0,16}?(?:(?:局|办|委|部门|部|警卫队|军方|司令|使馆|宣传部|指挥部|警方|公安|消防|官方|政府|发言人|[省市县区镇州]里?)[^，。；]{0,12}|予以|作出|做出)(?:否认|驳斥)/
const denialReach = 40
/** 县里一直否认，可我亲眼看到: whoever tells it holds to it. */
const stillHeld = /^[^。]{0,12}(?:可是?我|但我|但是|其实|明明|亲眼|却)|^[^。]{0,6}(?:可|但)/

const isDenied = (text: string, { start, end }: { start: number; end: number }): boolean => {
  const denied = /否认|驳斥/.exec(text.slice(end, end + denialReach))
  const denial = denied ? end + denied.index : -1
  return (
    denial >= 0 &&
    denial - end < denialReach &&
    saidAbout.test(clauseOf(text, start)) &&
    deniedBy.test(text.slice(end, denial + 2)) &&
    !stillHeld.test(text.slice(denial + 2, denial + 20))
  )
}

/** 警察局一度说死亡31人，后来更正…; 那个说死了三十多个的视频是外省的: the same sentence takes it back. */
const onceSaid =
  /(?:一度|先前|此前|早些时候|最初|起初)[^，。；]{0,6}(?:说|称|报道|通报|误报|公布|宣布)[^，。；\d]{0,8}$/
const setRight = /更正|改口|纠正|核减|修正|订正|收回/
/** 网上说死了上百人没有根据 */
const groundless =
  /^[^，。；]{0,4}，?(?:这)?(?:没有(?:任何)?(?:根据|依据)|纯属|并?不(?:属)?实|是假的|不是真的)/
const wrongFilm =
  /^[^，。；]{0,8}(?:视频|消息|帖子?|图片?|截图|说法)[^，。；]{0,4}(?:是|系|为)(?:外[省地市]|别处|旧|假|前年|去年|[国境]外)/
function isTakenBack(
  text: string,
  figure: { start: number; end: number },
  { start, end }: { start: number; end: number },
): boolean {
  const after = text.slice(figure.end, end)
  return (
    wrongFilm.test(after) ||
    (groundless.test(after) && saidAbout.test(clauseOf(text, figure.start))) ||
    (onceSaid.test(text.slice(Math.max(start, figure.start - 16), figure.start)) && setRight.test(after))
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
      ?.filter((hit) => !byline.test(reading.text.slice(Math.max(0, hit.start - 8), hit.start)))
      .filter((hit) => !(group === 'fiction' && isTrade(reading.text, hit)))
      .filter((hit) => !denied.test(reading.text.slice(Math.max(0, hit.start - 4), hit.start)))
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
  if (asked.reading !== reading) asked = { reading, reasons: new Map() }
  const place = figure.start * widest + figure.end
  const known = asked.reasons.get(place)
  if (known !== undefined) return known
  const reason = reasonFor(reading, figure)
  asked.reasons.set(place, reason)
  return reason
}

/** No text is longer. */
const widest = 2 ** 24
/** The figures of one text are asked about several times: for what they count, whom they concern and what a rule rests on. */
let asked: { readonly reading: Reading | null; readonly reasons: Map<number, string | null> } = {
  reading: null,
  reasons: new Map(),
}

function reasonFor(reading: Reading, figure: { start: number; end: number }): string | null {
  const { start, end } = reading.sentence(figure.start)
  const before = reading.text.slice(start, figure.start)
  if (isAsked(reading.text, figure, end)) return '疑问'
  if (isOfAnotherEvent(reading.text, figure, { start, end })) return '历史回顾'
  if (isTakenBack(reading.text, figure, { start, end })) return '辟谣'
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
  const refutes = (hit: Hit) => !askedOfReaders.test(reading.text.slice(Math.max(0, hit.start - 3), hit.end))
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
  const isVerdict = ({ start, word }: Hit) =>
    start < Math.max(opening, reading.titleEnd) &&
    !(word === '开庭' && /[将待下][^，。；]{0,4}$/.test(reading.text.slice(Math.max(0, start - 6), start)))
  if (within('trial').length > 0 || cues('trial').some(isVerdict)) return '历史回顾'
  const isMourned = (hit: Hit) => !celebrated.test(reading.text.slice(Math.max(0, hit.start - 10), hit.start))
  if (within('memorial').some(isMourned) || opens('memorial')) return '历史回顾'
  const precedes = (group: keyof typeof reach, hits: readonly Hit[]) =>
    hits.some((hit) => hit.start <= figure.start && figure.start - hit.end <= reach[group])
  const imagined = within('hypothetical').filter(
    (hit) =>
      !(hit.word === '万一' && reading.text.charAt(hit.start - 1) === '防') &&
      !happened.test(reading.text.slice(hit.end, Math.max(hit.end, figure.start))),
  )
  if (precedes('hypothetical', imagined)) return '假设'
  const past = within('history').filter(
    (hit) =>
      // 去年8月以来暴发的霍乱: it goes on.
      !/^(?:\d{1,2}月|年?底|夏|秋|冬)?以来/.test(reading.text.slice(hit.end, hit.end + 6)) &&
      !(hit.word === '从前' && ofNow.test(reading.text.charAt(hit.end))) &&
      !nowAgain.test(reading.text.slice(hit.end, Math.max(hit.end, figure.start))) &&
      !(mildlyPast.has(hit.word) && lately.test(reading.text.slice(0, hit.start))),
  )
  if (precedes('history', past)) return '历史回顾'
  const away = within('elsewhere').filter(
    ({ start, end, word }) =>
      !(
        word.startsWith('那边') &&
        disasterTag.test(reading.text) &&
        !thoseThere.test(reading.text.slice(Math.max(0, start - 4), start))
      ) &&
      !(word.startsWith('那边') && ownPlea.test(reading.text)) &&
      !(word === '看到新闻' && ownTag.test(reading.text)) &&
      !(/像|好比/.test(word) && simile.test(reading.text.slice(end, end + 2))) &&
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
