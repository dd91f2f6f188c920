import { isLuhnSum, isResidentIdSum } from './checksums.js'
import type { PersonalKind, PersonalSpan } from './kinds.js'

/** A made sentence with what was planted in it. */
export interface Sentence {
  readonly text: string
  readonly planted: readonly PersonalSpan[]
}

type Random = () => number

/** Mulberry32: the same seed gives the same sentences on every machine. */
export function seeded(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1))
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => between(random, 0, 9)).join('')

const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
const chinese = (text: string) => text.replace(/[0-9]/g, (one) => '零一二三四五六七八九'[Number(one)] ?? one)

const mobile = (random: Random): string => {
  const number = `1${between(random, 3, 9)}${digits(random, 9)}`
  const grouped = (by: string, ...cuts: number[]) => {
    const parts = [0, ...cuts].map((from, at) => number.slice(from, cuts[at] ?? 11))
    return parts.join(by)
  }
  return pick(random, [
    () => number,
    () => number,
    () => grouped('-', 3, 7),
    () => grouped(' ', 3, 7),
    () => grouped('—', 3, 7),
    () => grouped('.', 3, 7),
    () => grouped(' ', 3, 6),
    () => grouped('-', 4, 8),
    () => grouped(' ', 4, 7),
    () => grouped('-', 3),
    () => number.split('').join(' '),
    () => number.split('').join('-'),
    () => fullWidth(number),
    () => chinese(number),
    () => number.slice(0, 3) + chinese(number.slice(3)),
    () => `+86${number}`,
    () => `+86 ${number}`,
    () => `+86-${grouped('-', 3, 7)}`,
    () => `0086${number}`,
    () => `(+86)${number}`,
    () => `86${number}`,
    () => `${number.slice(0, 5)}\u200b${number.slice(5)}`,
  ])()
}

const landline = (random: Random): string => {
  const area = pick(random, ['010', '021', '028', '0571', '0755', '0431', '0914', '0992'])
  const number = `${between(random, 2, 8)}${digits(random, area.length === 3 || random() < 0.5 ? 7 : 6)}`
  const tail = pick(random, ['', '', '', '转801', '-8012', ' 转 12', '分机203', 'ext.66'])
  return pick(random, [
    () => `${area}-${number}${tail}`,
    () => `${area} ${number}${tail}`,
    () => `(${area})${number}${tail}`,
    () => `（${area}）${number}${tail}`,
    () => `${area}${number}`,
    () => `${area}—${number}${tail}`,
    () => fullWidth(`${area}-${number}`),
    () => `+86 ${area.slice(1)} ${number}`,
    () => `${area}-${number.slice(0, -4)} ${number.slice(-4)}`,
  ])()
}

const regions = ['330106', '110101', '610402', '220581', '652827', '440305', '510107', '341202']
const birth = (random: Random, year: string) =>
  `${year}${String(between(random, 1, 12)).padStart(2, '0')}${String(between(random, 1, 28)).padStart(2, '0')}`

const residentId = (random: Random): string => {
  if (random() < 0.2)
    return pick(random, regions) + birth(random, String(between(random, 40, 99))) + digits(random, 3)
  const body = pick(random, regions) + birth(random, String(between(random, 1940, 2019))) + digits(random, 3)
  const sum = [...'0123456789X'].find((last) => isResidentIdSum(body + last)) ?? '0'
  const id = body + sum
  return pick(random, [
    () => id,
    () => id,
    () => id.toLowerCase(),
    () => fullWidth(id),
    () => `${id.slice(0, 6)} ${id.slice(6, 14)} ${id.slice(14)}`,
    () => `${id.slice(0, 6)}-${id.slice(6, 14)}-${id.slice(14)}`,
    () => `${id.slice(0, 4)} ${id.slice(4, 8)} ${id.slice(8, 12)} ${id.slice(12, 16)} ${id.slice(16)}`,
  ])()
}

const bankCard = (random: Random): string => {
  const length = pick(random, [16, 19, 19])
  const body = pick(random, ['622202', '621700', '621661', '436742', '524031', '6228']) + digits(random, 15)
  const stem = body.slice(0, length - 1)
  const number = stem + ([...'0123456789'].find((last) => isLuhnSum(stem + last)) ?? '0')
  return pick(random, [
    () => number,
    () => number.replace(/(.{4})(?=.)/g, '$1 '),
    () => number.replace(/(.{4})(?=.)/g, '$1-'),
    () => fullWidth(number),
    () => `${number.slice(0, 6)} ${number.slice(6)}`,
  ])()
}

const permit = (random: Random): string => {
  const letter = pick(random, ['E', 'G', 'C', 'H', 'M', 'W', 'T', 'EA', 'EB', 'CA', 'CB'])
  const number = letter + digits(random, 9 - letter.length)
  return pick(random, [number, number, fullWidth(number), number.toLowerCase()])
}

const plate = (random: Random): string => {
  const province = pick(random, [...'京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'])
  const city = pick(random, [...'ABCDEFGHJKL'])
  const letter = () => pick(random, [...'ABCDEFGHJKLMNPQRSTUVWXYZ'])
  const gap = pick(random, ['', '', '·', ' ', '•', '-'])
  return pick(random, [
    () => province + city + gap + digits(random, 5),
    () => province + city + gap + letter() + digits(random, 4),
    () => province + city + gap + digits(random, 3) + letter() + letter(),
    () => `${province}${city}${gap}D${digits(random, 5)}`,
    () => `${province}${city}${gap}${digits(random, 5)}F`,
    () => `${province}${city}${gap}${digits(random, 4)}${pick(random, [...'警学挂'])}`,
    () => fullWidth(province + city + digits(random, 5)),
    () => (province + city + digits(random, 5)).toLowerCase(),
  ])()
}

const word = (random: Random) =>
  pick(random, ['zhangwei', 'li.na', 'wang_fang', 'xiaoming88', 'a-b-c', 'qinghe2026', 'x1990y'])
const email = (random: Random): string => {
  const address = `${word(random)}${digits(random, 2)}@${pick(random, ['163.com', 'qq.com', 'sina.com.cn', 'vip.126.com', 'gmail.com'])}`
  return pick(random, [
    address,
    address,
    fullWidth(address),
    address.replace('@', '(at)'),
    address.toUpperCase(),
  ])
}

/** Given names as they are chosen, some of them with characters that also go on with a sentence. */
const given =
  '伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 刚 平 辉 玲 建国 国强 秀英 桂兰 春梅 玉珍 志强 文博 子涵 梓萱 浩然 宇轩 欣怡 若曦 家豪 和平 永年 晓东 海燕 红梅 立新 金凤 俊杰 美玲 德福 来娣 安琪 思远 雨桐 少华 长林 天佑 小龙 淑芬 凤英 建军 爱民 跃进 正义'.split(
    ' ',
  )
const family =
  '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹 彭 曾 肖 田 董 袁 潘 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 方 邹 孟 熊 秦 邱 江 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 覃 武 戴 莫 孔 欧阳 上官 诸葛 司徒'.split(
    ' ',
  )
const personName = (random: Random) => pick(random, family) + pick(random, given)

const estates = ['滨河花园', '城东小区', '翠湖名都', '金色家园', '和平新村', '锦绣华府', '阳光公寓']
const roads = ['建设路', '人民大道', '解放街', '文化巷', '枫渡路', '环城东路', '青年大街', '南门胡同']
const villages = ['石桥村', '柳河镇大洼村', '杏树屯', '东岗社区', '上坝村']

/** A sentence from its parts; a part with a kind is planted. */
type Part = string | { readonly kind: PersonalKind; readonly text: string }
function join(parts: readonly Part[]): Sentence {
  let text = ''
  const planted: PersonalSpan[] = []
  for (const part of parts) {
    if (typeof part === 'string') text += part
    else {
      planted.push({ kind: part.kind, start: text.length, end: text.length + part.text.length })
      text += part.text
    }
  }
  return { text, planted }
}

const openings = [
  '',
  '您好，',
  '尊敬的县领导：',
  '【求助】',
  '从昨天晚上开始停水，',
  '物业一直不管。',
  '此事反映多次无果！',
  '2026年3月5日投诉过，',
]
const endings = [
  '',
  '。',
  '，请尽快处理。',
  '！谢谢',
  '\n',
  '，至今没有人回复。',
  '；盼复',
  '，已拖了3个月。',
]

const simple = (
  kind: PersonalKind,
  make: (random: Random) => string,
  before: readonly string[],
  after: readonly string[] = endings,
) => ({
  kind,
  build: (random: Random): Part[] => [
    pick(random, openings),
    pick(random, before),
    { kind, text: make(random) },
    pick(random, after),
  ],
})

const door = (random: Random): Part[] => {
  const n = (high: number) => String(between(random, 1, high))
  const room = () => `${between(random, 1, 30)}0${between(random, 1, 4)}`
  const flat = () =>
    pick(random, [
      `${n(60)}栋${n(5)}单元${room()}室`,
      `${n(60)}幢${room()}室`,
      `${n(60)}号楼${n(5)}单元${room()}`,
      `${n(60)}栋${n(5)}单元`,
      `${n(20)}号楼${room()}室`,
      `${chinese(n(9))}栋${chinese(n(5))}单元${chinese(`${between(random, 1, 9)}0${between(random, 1, 4)}`)}室`,
      `${fullWidth(`${n(60)}栋${n(5)}`)}单元${fullWidth(room())}室`,
    ])
  const planted = (text: string): Part => ({ kind: 'address', text })
  return pick(random, [
    () => [pick(random, roads), planted(`${n(999)}号`)],
    () => [pick(random, roads), planted(`${n(999)}号${flat()}`)],
    () => [pick(random, roads), planted(`${n(999)}弄${n(60)}号${room()}室`)],
    () => [pick(random, roads), planted(`${n(300)}-${n(9)}号`)],
    () => [pick(random, roads), planted(`${n(300)}号附${n(9)}号`)],
    () => [pick(random, estates), planted(flat())],
    () => [pick(random, estates), planted(`${n(40)}-${n(4)}-${room()}`)],
    () => [pick(random, estates), planted(`${n(40)}-${room()}`)],
    () => [pick(random, estates), planted(`${n(40)}#${room()}室`)],
    () => [pick(random, villages), planted(`${n(12)}组${n(200)}号`)],
    () => [pick(random, villages), planted(`第${chinese(n(9))}村民小组${n(200)}号`)],
    () => [pick(random, villages), planted(`${between(random, 32, 300)}号`)],
  ])()
}

const sure = [
  '我叫',
  '我名叫',
  '姓名：',
  '姓名:',
  '联系人：',
  '联系人',
  '反映人：',
  '投诉人',
  '户主',
  '申请人：',
  '当事人',
  '署名：',
  '本人姓名',
  '举报人为',
]
const maybe = [
  '本人',
  '业主',
  '村民',
  '居民',
  '我是',
  '我是滨河花园小区的',
  '我是石桥村村民',
  '我是柳河镇大洼村3组的',
  '老板',
  '包工头',
  '我儿子',
  '我丈夫',
  '车主',
  '邻居',
  '患者',
]
const onward = [
  '，',
  '。',
  '（女）',
  ',电话见附件',
  '住在城东小区',
  '反映',
  '因拖欠工资',
  '的房子漏水',
  '家停水三天',
  '于3月5日投诉',
  '今年62岁',
  '向贵局反映',
  '',
  '、',
  '被打伤',
  '在工地干活',
]
const offices = ['局长', '副局长', '书记', '主任', '村长', '校长', '所长']

const names = (random: Random): Part[] => {
  const name = (text: string): Part => ({ kind: 'name', text })
  const opening = pick(random, openings)
  return pick(random, [
    () => [opening, pick(random, sure), name(personName(random)), pick(random, onward)],
    () => [opening, pick(random, sure), name(personName(random)), pick(random, onward)],
    () => [opening, pick(random, maybe), name(personName(random)), pick(random, onward)],
    () => [opening, pick(random, maybe), name(personName(random)), pick(random, onward)],
    () => [opening, pick(random, sure), name(`${pick(random, family)}某某`), pick(random, ['，', '。'])],
    () => [opening, '我是城东小区的', name(`${pick(random, family)}某某`), '，'],
    () => [opening, '联系人：', name(pick(random, family)), pick(random, ['女士', '先生', '大爷']), '，'],
    () => [opening, '姓名：', name('阿依古丽·买买提'), '，'],
    () => {
      const surname = pick(random, family)
      return [
        opening,
        pick(random, ['水务局', '找到', '，', '村里的']),
        surname,
        name(pick(random, given)),
        pick(random, offices),
        '说不归他管。',
      ]
    },
    () => {
      const surname = pick(random, family)
      return [
        opening,
        pick(random, ['住建局', '学校', '村里']),
        pick(random, offices),
        surname,
        name(pick(random, given)),
        pick(random, ['，', '说没钱', '收了好处', '。']),
      ]
    },
  ])()
}

const recipes = [
  simple('mobile', mobile, [
    '电话',
    '联系电话：',
    '手机号是',
    '打',
    '请回电 ',
    '我的号码：',
    'Tel:',
    '电话/微信同号：',
    '（',
    '短信发到',
  ]),
  simple('landline', landline, ['电话', '单位座机：', '物业办公室 ', '致电', '打了好几遍', '传真：']),
  simple('resident-id', residentId, [
    '身份证',
    '身份证号：',
    '证件号码是',
    '（身份证 ',
    '本人身份证号码为',
    '证号',
  ]),
  simple(
    'bank-card',
    bankCard,
    ['卡号', '银行卡：', '钱请打到', '工行账号 ', '转账到', '我的卡'],
    ['', '。', '，开户行工商银行', '；', '\n', '（农行）'],
  ),
  simple('permit', permit, ['护照', '护照号：', '港澳通行证号码', '证件 ', '通行证', '持证件']),
  simple(
    'plate',
    plate,
    ['车牌', '一辆', '车号：', '被', '司机开的是', '（'],
    ['的车占道', '，', '。', '闯红灯', '）', ' 超载'],
  ),
  simple('email', email, ['邮箱', '请发到', 'E-mail:', '联系邮箱：', '（']),
  simple('messenger', (random) => `${between(random, 1, 9)}${digits(random, between(random, 4, 9))}`, [
    'QQ',
    'QQ：',
    'qq号',
    'QQ号是',
    '扣扣',
    '加QQ群',
    'ＱＱ：',
  ]),
  simple('messenger', (random) => `${word(random).replace('.', '_')}_${digits(random, 3)}`, [
    '微信',
    '微信号：',
    '微信号',
    'wx:',
    'VX',
    '加微信',
    '微信号是',
    'WeChat ID:',
  ]),
  {
    kind: 'address' as const,
    build: (random: Random): Part[] => [
      pick(random, openings),
      pick(random, ['家住', '我住在', '地址：', '位于', '', '请到']),
      ...door(random),
      pick(random, ['', '，', '。', '的住户', '漏水', '门口', '，停水了', '（顶楼）']),
    ],
  },
  { kind: 'name' as const, build: names },
]

/** What looks like personal data and is none, or is needed: must come out as it went in. */
const harmless: readonly ((random: Random) => string)[] = [
  () => '请拨打12345热线，急事打110、119、120，消费投诉12315。',
  () => '国办发〔2016〕61号和浙政发〔2024〕12号文件明确，政务舆情要回应。',
  (random) =>
    `项目总投资${between(random, 1, 99)}亿元，补助${digits(random, 5)}元，涉及${between(random, 100, 9_999)}户。`,
  (random) =>
    `${between(random, 1990, 2026)}年${between(random, 1, 12)}月${between(random, 1, 28)}日，${pick(random, estates)}又停水了。`,
  (random) => `${pick(random, roads)}修路，${between(random, 1, 28)}号开始封闭，${pick(random, roads)}通行。`,
  (random) =>
    `${pick(random, estates)}${between(random, 1, 30)}号楼全楼停水，${between(random, 100, 900)}户居民受影响。`,
  (random) =>
    `沿${between(random, 101, 399)}国道到G${between(random, 10, 99)}高速，坐${between(random, 1, 40)}路公交在${pick(random, roads)}下车。`,
  () => '居民高度关注，业主何时才能用上水，学生安全谁来负责，司机方便了行人不便。',
  () => '我是本地居民，我是业主，我是一名高中生，我是农村的。',
  () => '向局长反映，原局长已调离，水务局张局长答复过，李书记到过现场，王女士也来了。',
  (random) =>
    `订单号${digits(random, 16)}，快递单号：${digits(random, 12)}，工单编号 ${digits(random, 14)}。`,
  (random) =>
    `每吨${between(random, 2, 9)}.${digits(random, 2)}元，上涨${between(random, 1, 30)}.5%，PM2.5为${between(random, 10, 300)}。`,
  (random) =>
    `${between(random, 1, 23)}:${between(random, 10, 59)}到${between(random, 1, 23)}:${between(random, 10, 59)}停电，共${between(random, 2, 12)}小时。`,
  () => '微信公众号和微博都发了通知，QQ和微信里传得沸沸扬扬，WiFi6用不了。',
  () => '客服400-820-8820和95598无人接听，供水热线96390占线。',
  (random) => `柳河镇大洼村${between(random, 1, 12)}组的路坏了，石桥村${between(random, 1, 28)}号开会。`,
  (random) =>
    `长江路小学${between(random, 1, 6)}年级${between(random, 1, 8)}班，教室面积${between(random, 40, 90)}平方米。`,
  () => '当事人已报警，投诉人要求退费，联系人未接听，举报人不满意，申请人应当补充材料。',
  () => '地铁3号线和解放路8号桥、2号井都在施工，人民路12号公交改道。',
  (random) =>
    `比例尺1:${digits(random, 4)}，IP 10.20.${between(random, 1, 250)}.${between(random, 1, 250)}，版本1.3.5。`,
]

export interface GeneratedSet {
  readonly sentences: readonly Sentence[]
  readonly harmless: readonly string[]
}

/** `perRecipe` sentences of every recipe, and as many harmless ones as one recipe has. */
export function generateSentences(seed: number, perRecipe: number): GeneratedSet {
  const random = seeded(seed)
  const sentences = recipes.flatMap(({ build }) =>
    Array.from({ length: perRecipe }, () => join(build(random))),
  )
  return {
    sentences,
    harmless: Array.from({ length: perRecipe }, (_, at) =>
      (harmless[at % harmless.length] ?? String)(random),
    ),
  }
}
