import { markedCodes } from './marked-codes.js'
import { findNumbers, type NumberSpan } from './numbers.js'

/** After a number: what makes it a date, an age, a length … and no count of people. */
const notPeople =
  /^(?:年|月|日|号|时(?!许)|点|分|秒|岁|公里|千米|米|吨|度|%|％|路|楼|栋|幢|层|车|辆|台|次|起|天|小时|周|届|期|级|元|万元|亿元|斤|公斤|亩|平方|个月|个小时|个(?:小区|村|镇|县|省|市|学校|班|单位|部门|工地|项目|家庭|楼|乡|点|车|企业|公司|路口|问题|方面|星期)|多年|余年|条(?!(?:鲜活的?)?(?:人命|生命|性命))|所|家|艘|架|座|间|处|项|倍|成|份|支|批|届|线|名列)/
const gap = (length: number) => `[^，。；、：！？\\n]{0,${length}}?`
const who = '(?:名|个|位|例|具|口)?(?:人|者)?'

interface Pattern {
  readonly after: RegExp
  readonly before: RegExp
  /** The words between that make the figure another kind's. */
  readonly not: RegExp
}

const killed = '(?:烧|淹|砸|撞|炸|打|摔|压|砍|捅|毒|闷|电|冻|轧|碾|踩|射|憋)死'
const died = `死亡|死难|遇难|遇害|被害|身亡|丧生|丧命|毙命|罹难|殉职|殉难|溺亡|坠亡|葬身|不治|没气|断气|无一(?:人)?(?:生还|幸免)|无人生还|死于|没(?:能|有)?(?:救|抢救)(?:回来|过来|活)|没了(?:呼吸|心跳|生命|命)|无生命体征|失去(?:了)?生命|遗体|尸体|${killed}|牺牲|死者`
/** What stands between 死亡人数 and its figure: 升至, 已达, 由29人增至. */
const link = '[^，。；、\\d]{0,10}$'
const told = '(?:人数|总数|人员|者|数)?'
const toHospital = '送医|送院|送(?:往|到|进|至)[^，。；]{0,6}(?:医院|卫生院|救治)|住院|入院|收治|伤员|伤者'

const people: Record<
  'deaths' | 'serious' | 'injured' | 'missing' | 'ill' | 'evacuated' | 'gathering',
  Pattern
> = {
  deaths: {
    after: new RegExp(
      `^(?:(?:人|名|个|例)?(?:当场|不幸|全部|均|已|溺水)?(?:死亡|死(?!刑|角|者家属)|亡)|条(?:鲜活的?)?(?:人命|生命|性命)(?!安全|财产|关天|线)|个?，(?:全|都)[^，。]{0,3}(?:没气|断气|没救|死了)|${who}[^。；！？\\d]{0,24}，(?:全部|均|都|先后|双双|不幸)[^，。；]{0,4}(?:${died})|${who}${gap(14)}(?:${died}))`,
    ),
    before: new RegExp(
      `(?:死亡|遇难|身亡|丧生|罹难|遇害|致死|死者|${killed}|杀害|杀死|夺走|夺去|吞噬|遗体|尸体)(?:了)?${told}${link}|(?:死亡|遇难|身亡|${killed})，(?:一?共|合计|总计|共计)(?:有|计)?$`,
    ),
    not: /受伤|轻伤|重伤|失踪|失联|被困|无(?!效|生命|一人?(?:生还|幸免)|人生还)|未|没有(?!抢?救)|伤亡|获救|救出/,
  },
  serious: {
    after: new RegExp(
      `^${who}${gap(8)}(?:重伤|严重(?:烧伤|烫伤|受伤|骨折|灼伤)|重度(?:烧伤|烫伤|中毒|灼伤)|伤势(?:较|比较|十分|非常|都)?(?:严重|过重|危重|较重|重)|受伤严重|生命垂危|命悬|病危|危重|昏迷|重症监护|ICU)`,
    ),
    before: new RegExp(`(?:重伤|危重)(?:人数|者|员|病人)?${link}`),
    not: /死|轻伤|无|未/,
  },
  injured: {
    after: new RegExp(
      `^(?:(?:人|名)?伤|${who}${gap(12)}(?:受伤|受了伤|负伤|挂彩|烧伤|烫伤|砸伤|撞伤|炸伤|灼伤|踩伤|划伤|不同程度受伤|伤亡|${toHospital}))`,
    ),
    before: new RegExp(`(?:受伤|负伤|伤者|伤员|收治)${told}${link}`),
    not: /死|轻伤|重伤|重度|无人|未造成|势/,
  },
  missing: {
    after: new RegExp(
      `^${who}${gap(14)}(?:失踪|失联|下落不明|去向不明|生死(?:不明|未卜)|被困|被埋|被压|埋在|压在|失去联系|没有?(?:消息|音讯|找到|上来|出来)|联系不上|(?:尚|仍)?未(?:能)?(?:找到|寻获)|掩埋|困在|困于)`,
    ),
    before: new RegExp(
      `(?:失踪|失联|被困|被埋|下落不明|生死不明)(?:人数|人员|者|群众|村民|乘客|矿工|工人|游客)?${link}`,
    ),
    not: /死(?!生)|无人|未(?!能?找|能?寻|卜)|获救|救出/,
  },
  ill: {
    after:
      /^(?:名|个|位|例|余名|多名)?[^。；！？\n]{0,26}?(?:中毒|发病|患病|感染|检出|阳性|腹泻|呕吐|腹痛|住院|不适|头晕|恶心|确诊|病例|发烧|发热|症状|就诊|就医|入院|送医|送院|吸氧|送到医院|送进医院|住进|进了医院|上吐下泻|拉肚子|闹肚子|输液|病倒)/,
    before:
      /(?:中毒|发病|患病|感染|确诊|病例|住院|症状|收治)(?:人数|人员|者|病例|总数|患者)?[^，。；、\d]{0,10}$|(?:熏|毒|吃|放|撂|病)倒(?:了)?[^，。；、\d]{0,4}$/,
    not: /死|无明显|未出现|无症状|没有/,
  },
  evacuated: {
    after: new RegExp(`^${who}${gap(12)}(?:转移(?!就业|支付)|疏散|撤离|避险|撤出|撤到)`),
    before: /(?:转移|疏散|撤离|安置|避险|撤出)(?!就业|支付|培训|劳动力)[^，。；、\d]{0,10}$/,
    not: /死|伤|就业/,
  },
  gathering: {
    after: new RegExp(
      `^${who}${gap(16)}(?:聚集|聚在|聚到|聚于|齐聚|集聚|上访|围堵|围攻|围困|集会|讨薪|静坐|跪在|游行|抗议|示威|堵路|堵门|堵住|堵在|堵了|堵塞|聚众|罢工|罢运|罢市|停运|罢课|请愿|走上街头|涌上街|涌到|上街|围住|围得|围着|包围|冲击|拉(?:着|起)?横幅|打(?:着|出)?横幅|喊口号|讨说法|讨要说法)`,
    ),
    before:
      /(?:聚集|围堵|围攻|聚众|集会|游行|抗议|示威|请愿)(?:[^。；\d]{0,16}(?:人数|最多时|高峰时|最高峰)[^，。；\d]{0,8}|(?:人群|人数|群众|者|了|起|约|近|上|达|多达|超过|已|有){0,4})$/,
    not: /死|伤/,
  },
}
const countable =
  /^\s?(?:名|个|位|例|具|口|人|者|余|多|条(?:鲜活|人命|生命|性命)|死|伤|亡|失踪|遇难|群众|村民|居民|学生|乘客|乘员|旅客|工人|矿工|船员|员工|职工|师生|学员|儿童|幼儿|孩子|小孩|老人|市民|游客|驴友|业主|家长|农民工|司机|教师|患者|病人|战士|消防|官兵|警察|民警|男|女|妇女|青年|遇|失)/
export const manyPeople =
  /^(?:多|余)?(?:户|辆(?:出租车|网约车|客车|货车|大巴)|[名个位]?(?:业主|村民|居民|学生|家长|工人|群众|员工|职工|老?职工|农民工|教师|老师|住户|师生|孩子|娃娃?|儿童|幼儿|老人|商户|储户|乘客|购房者)|多?人)/

export interface Near {
  readonly number: NumberSpan
  readonly before: string
  readonly after: string
}

/** Each counting number with the words around it, cut at sentence ends and at the neighbouring numbers. */
export function neighbours(text: string): Near[] {
  const numbers = findNumbers(text)
  return numbers.map((number, index) => {
    const previous = numbers[index - 1]?.end ?? 0
    const next = nextCount(text, numbers, index)
    let from = number.start
    const first = Math.max(previous, number.start - 18)
    while (from > first && endsSentence[text.charCodeAt(from - 1)] === 0) from -= 1
    let to = number.end
    const last = Math.min(next, number.end + 34)
    while (to < last && endsSentence[text.charCodeAt(to)] === 0) to += 1
    return { number, before: text.slice(from, number.start), after: text.slice(number.end, to) }
  })
}

const endsSentence = markedCodes('。！？；\n')

/** Where the next number that counts something begins; 一 inside 一起 or 统一 does not end the words of this one. */
function nextCount(text: string, numbers: readonly NumberSpan[], index: number): number {
  for (const { start, end } of numbers.slice(index + 1, index + 4)) {
    const word = text.slice(start, end)
    // 六个人一个都没找到: none of those just counted.
    const behind = text.slice(end, end + 3)
    if (behind.includes('没') && /^个?(?:都|也)?没/.test(behind)) continue
    if (word.length > 1 || /\d/.test(word) || countable.test(behind)) return start
  }
  return text.length
}

export type PeopleKind = keyof typeof people
const peopleKinds = Object.keys(people) as PeopleKind[]

/** Reported but not confirmed: shown to the officer by the text, not counted. */
const unconfirmed = /(?:申报|谎称|传言|疑有)[^，。；]{0,10}$/

/** Room 2405, 粤A12345, 3号, 高三: no count of what follows. */
const notCounted = /(?:[A-Za-z#＃\-—:：第高初大]|栋|幢|单元|座|号楼)$/

/** What the words after the number, or else those before it, say it counts: “2人死亡31人受伤” gives 31 to the hurt. */
export function kindsOf({ after, before, number }: Near): PeopleKind[] {
  if (!countable.test(after) || number.value !== Math.floor(number.value)) return []
  if (notPeople.test(after) || notCounted.test(before) || unconfirmed.test(before)) return []
  const behind = peopleKinds.filter((kind) => {
    const match = people[kind].after.exec(after)
    return match !== null && !people[kind].not.test(match[0])
  })
  if (behind.length > 0 || /[，；]$/.test(before)) return behind
  return peopleKinds.filter((kind) => people[kind].before.test(before))
}
