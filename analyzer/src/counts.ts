import { markedCodes } from './marked-codes.js'
import { findNumbers, type NumberSpan } from './numbers.js'

/**
 * One number of a text with what it counts: `people` by their counter or noun; `bare` without a counter (死亡人数升至34,
 * 少说六千); `loose` by a counter of things that may stand for people (请假条六十三张); households, villages and taxis
 * only for how many are concerned; `other` counts none of these.
 */
export interface Count {
  /** The number with its counter. */
  readonly start: number
  readonly end: number
  /** Where the number itself ends. */
  readonly numberEnd: number
  readonly value: number
  readonly of: 'people' | 'households' | 'communities' | 'vehicles' | 'bare' | 'loose' | 'other'
  /** 十四条人命, 二十九具: the counter alone says that they are dead. */
  readonly dead: boolean
}

const classifier =
  '名|位|例|口子|口|者|人(?!次|份|民币|均(?:收入|消费|年|月|每|可支配|产值|GDP|住房|面积|耕地|增收|用水|公园|预期|分)|大代表|气|行道|工造|工费|社局|口(?![吐腔鼻渴中])|事(?!后|发|前|故|先)|防(?!护|范|不)|类|员编制|格|选|质)'
const nouns =
  '群众|村民|居民|学生|乘客|乘员|旅客|工人|矿工|船员|船工|员工|职工|民工|师生|学员|儿童|幼儿|孩子|娃娃|娃|小孩|老人|市民|游客|驴友|业主|家长|农民|司机|教师|老师|患者|病人|战士|消防|官兵|警察|民警|妇女|妇人|青年|男子|女子|男孩|女孩|男童|女童|女生|男生|伤员|伤者|死者|遇难|失踪|失联|被困|受伤|重伤|轻伤|死亡|住户|商户|灾民|住院|居家|牧民|渔民|遗体|尸体|亲戚|工友|同学|兄弟|考生|乡亲|老乡|储户|购房(?:人|者|户|群众)|讨薪(?:人|者|工|民工|的)|示威|股东|投资(?:人|者|户)|出借(?:人|者)|教职工|教职员|教工|受害(?:人|者)|离退休|退休|住客|旅游(?:者|团)|孕妇|摊主|商贩|小贩|店主|店员|的哥|骑手|环卫工|保洁|护士|医生|医护|护工|家属|亲属|女工|男工|后生|汉子|劳力|香客|信众|观众|宾客|食客|顾客|街坊|路人|行人|移民|退伍|老兵|债主|股民|会员(?!单位|号|卡|制|费)|社员|果农|菜农|瓜农|粮农|茶农|烟农|蔗农|棉农|药农|蒜农|养殖户|种植户|伙计|徒弟|亲友|来宾|球迷|代课|民办教师|临时工|合同工|下岗'
/** 5死12伤, 死12（重2）: the fate follows at once. */
const fateAtOnce = '[死伤亡](?!角|刑|缓)'
/** 三个小区, 六号楼, 两个多小时: the counter belongs to things. */
const things =
  '小区|村(?!民|干|里)|镇(?!民|干)|县(?!长|干)|省|市(?!民)|乡(?!亲|民|干)|区|学校|班(?!主任|长)|单位|部门|工地|项目|家庭|楼|点|车(?!主|夫|工)|企业|公司|路口|问题|方面|星期|月|小时|钟头|年(?!轻|青|级)|多月|多小时|多星期|学期|季度|世纪|百分|坑|洞|桩|井|泵|泳|帐篷|房(?!客|东|主)|屋|门|窗|灯|桶|摊(?!主|贩)|棚|店(?!主|员|家(?!长|属|人|里|政)|老板)|厂(?!长|工)|站(?!长)|岗|标|平方|字|版|款|词|视频|群|朋友圈|环节|步骤|措施|社区|组(?!长|员)|镇|工作日|监控|摄像|充电|车位|停车|垃圾|电话|号码|账号|鱼(?!贩|农|民)|鸡|猪(?!贩|倌)|牛(?!贩|倌)|羊|代表团|亿|百万|千瓦|省份|国家|地区|城市|乡镇|街道|家(?!长|属|人|里|政|乡)|方案|红包|包(?!工)|箱|盒|袋|瓶|罐|蜂|水库|电站|电梯|地方|口罩|名额|岗位|席位|学位|床位|座位|座|条幅|横幅|牌|表|阶段|批|节目|奖|进球|球(?!迷|员)|点子|字节|回合|单元|疗程|热搜|话题|试点|案例|案件|案子|品种|样品|样本|指标|批次|工程|标段|景点|水井|鱼塘|大棚|烟感|安置点|避灾点|考点|帖子|来回|真相|公道|说法|交代|交待|解释|答复|结果|理由|机会|路段|楼盘|宿舍|流动|摊点|固定|馒头|工作组'
const peopleAfter = new RegExp(
  `^ ?(?:[男女](?=[\\d一二三四五六七八九十两、，共均全死遇受伤当被])|(?:余|多|来|几)?(?:(?:${classifier}|${nouns})|个(?!${things})|号(?:人|工人|村民|业主|家长|学生|员工|职工|乘客|老少|兄弟|娃)|[条个](?:[^，。；、人]{0,4}的)?(?:人命|生命|性命|(?<=条[^，。；、]{0,5})命)(?!安全|财产|关天|线|受|危|攸关|健康|的安全)|具(?!体|有|备|名)|座新坟|[老几]{0,2}(?:${nouns})|${fateAtOnce}))`,
)
/** 挽救了12个生命: nobody died. */
const saves = /(?:救|守护|保住|保护|呵护|敬畏|关爱)了?[^，。；\d]{0,4}$/
/** 夺26命, 酿十一命 */
const takes = /[夺丧酿致葬索失毁]$/
const deadCounter =
  /^ ?(?:余|多|来|几)?(?:条(?:[^，。；、]{0,4}的)?命|[条个](?:[^，。；、人]{0,4}的)?(?:人命|生命(?!垂危|危险|体征)|性命)|座新坟|具(?!体|有|备|名))/
/** 30万工人工资, 18.5万购房款: money, and no people. */
const moneyOf =
  /^住院(?:费|押金)|^(?:工人|民工|职工|员工|教师|购房|投资|拆迁|学生)[^，。；、]{0,4}(?:款|工资|血汗钱|工钱|费(?!尽))/
/** 三百余户, 两百多家商户. */
const householdsAfter =
  /^(?:余|多|来|几)?(?:户(?!外|口|型|籍|均)|家(?:人家|住户|老小|人住|业主|商户|农户|店铺|门店|经营户|摊|店主|小店|门面|档口|铺|饭店|餐馆|个体|租户|养殖|种植|作坊|工坊|菜农|果农|茶农|渔家|牧户))/
/** 三个村, 几个小区: many people without a figure of them. */
const communitiesAfter = /^个(?:行政|自然)?(?:村(?!干|民|里)|小区|寨子?|屯|庄|社区|乡镇|居民区|村民小组)/
/** 一百三十来号，: people, and no number of a house. */
const crowdAfter = /^号(?=[，。；、！？]|$|全|都|堵|围|坐|站|聚|拿|去|到|在|被)/
const vehiclesAfter = /^(?:余|多|来|几)?(?:辆|台)(?:出租车|网约车|的士|客车|货车|大巴|公交|渣土车|三轮车)/
const looseAfter = /^(?:余|多|来|几)?(?:张|份|床)(?=[，。]|请假|病假|病床)/
/** A number with nothing after it. */
const endsHere = /^(?:余|多|左右|上下|以上|往上|出头|开外)?(?:[，。；、！？）)（(]|$|\n)/
/** Room 2405, 粤A12345, 3号, 高三, 二〇二四年: no count of what follows. */
const notCounted = /(?:[A-Za-z#＃\-—第高初]|栋|幢|单元|座|号楼|电话|热线|编号|国道|省道|县道)$/
/** 核载19人: room for so many. */
const capacity =
  /(?:载客量?|核载|核定|定员|限|限乘|可容|容纳|能[睡住坐容装]|可[睡住坐]|够[睡住坐]|满员|编制|编|招|招聘|招收|招生|拟录|录取)[^，。；\d]{0,3}$/
/** 拨打12345, 12345市民热线 */
const hotline =
  /^1(?:10|19|20|22)(?=消防|警|民警|医)|^12(?:345|315|369|388|333|329|320|318|366)(?![\d名个人位户])|^\d{5}[^，。]{0,3}热线/
/** 少说六千: whoever says so speaks of a crowd. */
const estimated =
  /(?:估摸着?|估计|目测|怕是?有|看着有|恐怕有|少说|至少|起码|足有|足足|大概|约|大约|约莫|总有|不下|得有|怎么也有|最多时|将近|超过|多达|总共|一共|共计|合计)(?:也?有|得)?$/

/** No crowd is greater than a country: longer figures are order numbers. */
const mostPeople = 1_500_000_000

/** What may stand behind a number that counts any of these: nearly all others end at one look. */
const mayCount = markedCodes(
  `名位例口者人个号条具命男女老余多来几死伤亡户家辆台张份床座 ，。；、！？)）(（\n左上以往出开${nouns.replace(/(.)[^|]*\|?/g, '$1')}`,
)

/** 罪该万死, 九死一生: nobody is counted. */
const idiom = /^(?:九死一生|万死不|万死莫|百死一生|千刀万剐)/

/** What the number counts, by the words around it. */
function countOf(text: string, number: NumberSpan): Count {
  const { start, end, value } = number
  if (end < text.length && mayCount[text.charCodeAt(end)] === 0 && !endsInPair(text, number))
    return { start, end, numberEnd: end, value, of: 'other', dead: false }
  const after = text.slice(end, end + 14)
  const before = text.slice(Math.max(0, start - 6), start)
  const is = (of: Count['of'], counter = '', dead = false): Count => ({
    start,
    end: end + counter.length,
    numberEnd: end,
    value,
    of,
    dead,
  })
  if (idiom.test(text.slice(start, start + 4)) || before.endsWith('罪该')) return is('other')
  // 焚化动物尸体170具
  if (
    /^具/.test(after) &&
    /(?:动物|牲畜|畜禽|死猪|死牛|死羊|禽类|野生)[^，。；]{0,6}$/.test(
      text.slice(Math.max(0, start - 12), start),
    )
  )
    return is('other')
  // 两者相加: of two figures, and not of two people.
  if (/^者/.test(after) && /^[二两三四]$/.test(text.slice(start, end))) return is('other')
  // 前200名: who ranks so.
  if (before.endsWith('前') && /^名/.test(after)) return is('other')
  // 第N个 counts up to N when something happened to the N-th.
  const isOrdinal = before.endsWith('第')
  if (
    value !== Math.floor(value) ||
    value > mostPeople ||
    capacity.test(before) ||
    (notCounted.test(before) && !isOrdinal)
  )
    return is('other')
  if (hotline.test(text.slice(start, end + 4))) return is('other')
  // 201住户, 1107业主: the door, and not so many.
  if (/^号?(?:住户|业主)/.test(after) && /^\d+$/.test(text.slice(start, end))) return is('other')
  const person = moneyOf.test(after) ? null : peopleAfter.exec(after)
  if (person)
    return isOrdinal && !/^(?:个(?!人)|名|位)/.test(after)
      ? is('other')
      : is('people', person[0], deadCounter.test(after) && !saves.test(before))
  if (isOrdinal) return is('other')
  // 夺走的生命升至43条
  if (/^条(?=[，。；、]|$)/.test(after) && /生命[^，。；\d]{0,4}$/.test(before))
    return is('people', '条', true)
  if (after.startsWith('命') && takes.test(before)) return is('people', '命', true)
  if (crowdAfter.test(after) && /[多来余几把]$|^[几上数好]/.test(text.slice(start, end)))
    return is('people', '号')
  if (endsInPair(text, number)) return is('people')
  const communities = communitiesAfter.exec(after)
  if (communities && value > 1) return is('communities', communities[0])
  const household = householdsAfter.exec(after)
  if (household) return is('households', household[0])
  if (/^(?:余|多|来|几)?家/.test(after) && /住(?:着|了|有|的有)?$/.test(before)) return is('households', '家')
  const vehicle = vehiclesAfter.exec(after)
  if (vehicle) return is('vehicles', vehicle[0])
  const loose = looseAfter.exec(after)
  if (loose) return is('loose', loose[0])
  if (endsHere.test(after) && (value < 1_900 || value > 2_100 || estimated.test(before))) return is('bare')
  return is('other')
}

/** 母子俩, 兄弟仨 */
const endsInPair = (text: string, { end }: NumberSpan): boolean =>
  text.charAt(end - 1) === '俩' || text.charAt(end - 1) === '仨'

/** Every number of `text` with what it counts, in order. */
export const findCounts = (text: string): Count[] => findNumbers(text).map((number) => countOf(text, number))

/** 少说六千，: a crowd estimated without a counter. */
export const isEstimate = (text: string, { start }: Count): boolean =>
  estimated.test(text.slice(Math.max(0, start - 6), start))
