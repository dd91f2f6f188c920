import type { Hit, Reading } from './reading.js'

/** What can have happened to people; `hospital` is hurt or ill, by what else is told. `safe` undoes being missing. */
export const fateNames = [
  'safe',
  'dead',
  'missing',
  'serious',
  'light',
  'injured',
  'ill',
  'hospital',
  'evacuated',
  'gathered',
] as const
export type FateName = (typeof fateNames)[number]

export interface Fate {
  readonly start: number
  readonly end: number
  readonly name: FateName
  /** 走了, 没了 may mean anything: counted only where people came to harm. */
  readonly isWeak: boolean
}

const notYet = '(?:再也没有?能?|再没有?能?|没有能|没有|没能|没|未能|尚未|还未|仍未|未|不能)'
const short = '[^，。；、\\d]{0,5}?'

/**
 * Fates told by a construction or by one character inside many words, where no list of words can be whole:
 * 没…过来, 再没睁眼; 亡殒罹毙 in whatever word; 死 but not 堵死, 死角; 埋, 困, 撤, 伤 with their other senses taken out.
 */
const patterns: readonly { name: FateName; pattern: RegExp; isWeak?: true }[] = [
  {
    name: 'dead',
    pattern: new RegExp(
      `${notYet}${short}(?:救活|救过来|救回|救成|救下来|抢救过来|抢救回来|抢回来|拉回来|挺过|熬过|撑过|扛过|缓过来|醒过来|醒来|睁(?:开)?(?:过)?眼|睁开|活下来|活成|活过来|活(?=[，。！；]|了|的|着|过|成|$)|保住(?:命|性命|(?=[，。！]|$))|留住(?:命|性命))`,
      'g',
    ),
  },
  { name: 'dead', pattern: /再(?:也)?没(?:有|能)?[^，。；\d]{0,4}(?:醒|站起|起身|喘气|呼吸|说话)/g },
  { name: 'dead', pattern: /[殁殒罹殉毙殇]|(?<![灭伤逃流存消兴危救死])亡(?!羊|命|国|灵|率)/g },
  {
    name: 'dead',
    pattern:
      /(?<![堵锁封累吓烦气急笑臭热恨焊卡关该找作装寻拼要誓怕钉定盯半致吵挤晒羡美爱想渴痒疼痛丑忙烂难生不死])死(?!死|刑|角|缓|党|循环|机|路|胡同|板|心|活|皮|猪|鱼|鸡|鸭|羊|牛|树|因|者家属|者家人|不|得|守|盯|穴|水|扣|灰|结|磕|伤|账|亡率|亡赔|亡证|亡威|期|线)/g,
  },
  {
    name: 'dead',
    pattern:
      /(?:(?<![接拿带拉送偷抢搬逃飞溜开骑运领叫赶跑撤转挪抬救调])走了|没了|不在了|没救了|没起来|没醒)(?!好?几|多|一段|一趟|一圈|一遍|弯路|水|电|气|钱)/g,
    isWeak: true,
  },
  {
    name: 'missing',
    pattern: /(?:下落|音讯|音信|消息|踪影|踪迹|动静|声息)(?:全无|皆无|不明|杳然|断绝|渺茫|没有)/g,
  },
  {
    name: 'missing',
    pattern: new RegExp(
      `${notYet}${short}(?:上来|出来|回来|升井|找到|找着|寻到|寻获|捞到|捞着|捞起|露面|脱险|逃出|跑出|[跑逃走挣]脱|[出上回]得来|扒到|挖到|逃生|获救|救出|联系上|联络上|接通|打通|消息|音讯|音信|下落|动静|回应|回音|踪影|踪迹)`,
      'g',
    ),
  },
  {
    name: 'missing',
    pattern:
      /(?:被|遭|活|掩|全|都)埋(?!怨|设|单)|埋(?:在|于|住|进|着|了)|(?:被|受|围|遭)困(?!难|扰)|困(?:在|于|住)|压在|卡在|吞没|卷走|卷入|冲走|冲下|刮走/g,
  },
  {
    name: 'missing',
    pattern:
      /(?:里面|里头|井下|井底|地下|底下|下面|洞里|洞内|废墟|坑下|舱内|舱里|车内|隧道内|楼内|巷道)[^，。；\d]{0,4}(?:剩|还有|仍有|尚有|还剩)/g,
    isWeak: true,
  },
  {
    name: 'ill',
    pattern: /又[吐拉泻][^，。]{0,2}又[吐拉泻]|连[吐拉]带[吐拉泻]|狂吐|直吐|吐个不停|拉个不停/g,
  },
  { name: 'hospital', pattern: /送(?!货|餐|礼|别)[^，。；\d]{0,5}院/g },
  {
    name: 'safe',
    pattern: /救(?:下|出|起|上|回)?了?(?=\d|[一二三四五六七八九十百两]+[余多几]?[名人个位])/g,
  },
  {
    name: 'serious',
    pattern: /[伤烧烫砸摔撞炸压]得(?:很|特别|比较|都)?(?:厉害|不轻|严重|重|惨|焦)/g,
  },
  {
    name: 'serious',
    pattern:
      /(?:伤势|伤情|病情)[^，。；、\d]{0,4}(?:重(?!视)|危)|(?<![轻严])重(?=\d|[一二三四五六七八九十两]+[人名）)])/g,
  },
  {
    name: 'injured',
    pattern: /(?<![悲轻重忧哀死中刀枪])伤(?!心|害|感|风|脑筋|势|情|痕|残人|及|神|天|口|悲)/g,
  },
  {
    name: 'ill',
    pattern:
      /(?:肚子?|胃|头|腹部?|喉咙?|嗓子|胸口|眼睛|浑身|身上|嘴巴?|舌头|手脚)[^，。；、\d]{0,3}(?:痛|疼|胀|痒|肿|烧|麻|难受|看不见|发黑|抽)/g,
  },
  {
    name: 'safe',
    pattern:
      /(?<!没|没有|未|能)(?:救|拉|拽|背|抱|接|游|爬|跑|逃|钻)了?(?:上来|出来|回来|上岸|下来|出去|回去)/g,
  },
  {
    name: 'evacuated',
    pattern: /(?:接|搬|撤|挪|迁|带|领|劝|躲|逃)(?:走|离|出来?|(?:到|进|往|上|去)了?(?!期|底|货|账))/g,
    isWeak: true,
  },
  {
    name: 'evacuated',
    pattern:
      /撤(?!销|回|诉|案|换|职|编|并|资|稿|侨|除|点|县|乡|镇|站|村|下架|店|柜|单|了职|访|军)|疏散(?!通道|楼梯|演练|标志|指示|口|出口)/g,
  },
  {
    name: 'evacuated',
    pattern: /转移(?!就业|支付|性|登记|财产|资金|劳动力|话题|视线|名下|产权|股权|培训|到名下|人口)/g,
  },
  {
    name: 'gathered',
    pattern:
      /(?:政府|县委|市委|区委|法院|信访局|信访办|接待室|派出所|公安局|教育局|教体局|住建局|人社局|[局委厅院]|售楼[部处]|售楼中心|项目部|指挥部|公司|厂里|厂区|[厂矿校]|学校|医院|小区|广场|路口|收费站|工地|银行|大门|楼下|街上|马路|门前)(?:大?门口?|门前|外面|外|大院|院里|台阶)?[^，。；\d]{0,6}(?:(?<![下上出回过])来[了的]|聚|站了|站满|站着|坐了|坐满|坐着|挤满|(?<!范|周|外)围(?=着|住|堵|攻|得|了|满|在)|涌|(?<!拥)堵(?!车|点|水|管|的|塞))/g,
    isWeak: true,
  },
]

const denial =
  /(?:无|没有?|未|零|不会|避免|防止|未造成|没造成|未见|未发生|未发现|未接到|暂无|尚无|没有?听说)(?:任何|一个|一名|一人|个|名|人|人员|群众|学生|游客|因灾|再|出现|发生|造成|接到|发现|有|危重|重症|重伤|及|与|或|和|新增|、){0,5}$/
/** 死亡赔偿金, 受伤害: the word is part of another. */
const partOfOther =
  /^(?:书|率|赔偿|补偿|证明|保险|金|威胁|风险|隐患|线|事故|原因|情况|名单|家属|者家属|注销|登记|抚恤)/

/**
 * Every fate told, in order, overlaps given to the longest; denied ones (无人死亡) and “放倒” in
 * quotes left out. Asked only of texts that
 * count people.
 */
export function findFates(reading: Reading): Fate[] {
  const { text } = reading
  const found: Fate[] = []
  for (const name of fateNames)
    for (const hit of reading.of('fate', name)) found.push({ ...spanOf(hit), name, isWeak: false })
  for (const hit of reading.of('fate', 'weakDead')) found.push({ ...spanOf(hit), name: 'dead', isWeak: true })
  for (const hit of reading.of('fate', 'weakGathered'))
    found.push({ ...spanOf(hit), name: 'gathered', isWeak: true })
  for (const { name, pattern, isWeak = false } of patterns)
    for (const match of text.matchAll(pattern))
      found.push({ start: match.index, end: match.index + match[0].length, name, isWeak })
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Fate[] = []
  for (const fate of found) {
    const last = kept.at(-1)
    if (last && fate.start < last.end) {
      if (fate.end - fate.start > last.end - last.start) kept[kept.length - 1] = fate
      continue
    }
    kept.push(fate)
  }
  return kept.filter(
    ({ start, end, name }) =>
      !(
        name === 'dead' &&
        text.startsWith('牺牲', start) &&
        /利益|健康|时间|休息/.test(text.slice(end, end + 12))
      ) &&
      !(text.charAt(start - 1) === '“' && text.charAt(end) === '”') &&
      !denial.test(text.slice(Math.max(0, start - 12), start)) &&
      !partOfOther.test(text.slice(end, end + 4)),
  )
}

const spanOf = ({ start, end }: Hit) => ({ start, end })
