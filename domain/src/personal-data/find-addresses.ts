import type { FoldedText } from './folded-text.js'
import type { PersonalSpan } from './kinds.js'

/*
 * The road, the village and the estate stay: without them nobody can be sent. What leads to one door goes
 * (个人信息保护法 第六条: 限于实现处理目的的最小范围). A building alone (3号楼停水) is many households and stays.
 */
const num = '(?:[0-9]{1,5}|[〇零一二三四五六七八九十百]{1,6})'
const code = `(?:[A-Za-z]?${num}|[A-Za-z])`
const sub = `(?:-[0-9]{1,4}|之[一二三四五六七八九十0-9]|附${num}号)?`
const building = `${code}(?:号楼|号院|栋|幢|座|#楼?|楼(?!层|道|上|下|盘))`
const entrance = `${num}(?:单元|门|梯)`
const room = `(?:${num}(?:楼|层) ?)?[0-9A-Za-z〇零一二三四五六七八九十]{1,5}(?:-[0-9]{1,4})?(?:室(?!内|外)|房(?!屋|子|产|间|东|地|价)|号房)`
const bareRoom = '(?<![0-9])[1-9][0-9]{2,3}(?![0-9年元万个人米层多余来名户平])'
const sep = '[ -]{0,2}'
/** 3栋2单元501室 in every degree of detail that names a flat. */
const flat = `(?:${building}${sep}(?:${entrance}${sep}(?:${room}|${bareRoom})?|${room}|${bareRoom})|${entrance}${sep}(?:${room}|${bareRoom}))`
/** 15号恢复 is a day; 号线 号桥 号文 are things. */
const notDoor =
  '(?!(?:[楼起前后晚早线桥井机文令坑台泵闸车厂矿地船卡称]|上午|下午|中午|凌晨|夜里|开始|以前|以后|之前|之后|左右|当天|那天|至|到|才|就|恢复|停|开会|召开|举行|启动|完工|竣工|动工|通[水电车气]|发生|收到|接到|已|又|公告|通知|通告|文件|公交|选手|机组|病房|食堂))'
const road = '(?:大道|路|街|巷|弄|胡同|里弄|弄堂)'
const door = `${num}${sub}号院?${sub}${notDoor}`
const roadPattern = new RegExp(`(?<=${road} ?)(?:${num}弄 ?)?${door}(?:${sep}${flat}|${sep}${room})?`, 'g')
const group = `(?:第?${num}(?:村民小?组|组|小组|生产队|队|社))`
const villagePattern = new RegExp(
  `(?<=(?:村|屯|寨|庄|坝|坪|社区|居委会|大队|镇|乡) ?)(?:${group}${sep}${door}|${door}(?:${sep}${flat})?)`,
  'g',
)
const groupPattern = new RegExp(`${group}${sep}${door}`, 'g')
const flatPattern = new RegExp(`(?<![0-9A-Za-z])${flat}`, 'g')
const estate = '(?:花园|小区|家园|公寓|新村|新城|名都|世家|华府|公馆|[苑城府湾园庭邸坊居里湖山])'
/** 滨河花园3-2-501, 滨河花园3-501, 滨河花园3#501, 滨河花园501室. */
const dashedPattern = new RegExp(
  `(?<=${estate} ?)(?:[0-9]{1,3}[-－#][0-9]{1,2}[-－][0-9]{3,4}|[0-9]{1,3}[-－#][0-9]{3,4}|[0-9]{3,4})(?:室|房(?!屋|产|价)|号房)?(?![0-9年元万个人米户平])`,
  'g',
)
const saidPattern = new RegExp(`(?<=门牌(?:号码?)?[是为: ]{0,3})${num}(?:号|-[0-9]{1,4})?`, 'g')

/** Doors: road and number, village, group and number, building, entrance and room. */
export function findAddresses({ ascii }: FoldedText): PersonalSpan[] {
  const found: PersonalSpan[] = []
  for (const pattern of [roadPattern, villagePattern, groupPattern, flatPattern, dashedPattern, saidPattern])
    for (const { index, 0: text } of ascii.matchAll(pattern)) {
      const isRoomless = pattern === dashedPattern && /^[0-9]{3,4}$/.test(text)
      if (!isRoomless) found.push({ kind: 'address', start: index, end: index + text.trimEnd().length })
    }
  return found
}
