/** Whose figure stands beside a fate, and who came to no harm by it: asked by tell-fates.ts. */

/** Who came to help is none of those moved, gathered or hurt. */
export const helpers =
  /^(?:[^，。；、]{0,4})(?:官兵|民兵|消防员|消防指战员|指战员|警力|民警|辅警|医护|医务|志愿者|救援人员|救援队员|专家|干部|搜救|抢险|驻守|出动|增援|参与)/

/** 车上共有乘客143名, 车上一共坐了22人, 执勤民警三百五十人: who was there, told without what became of them. */
export const present =
  /(?:街|路|场|集|桥|广场)上[^，。；\d]{0,8}有$|(?:关押|在押|居住)的?(?:人数|总数)?[^，。；\d]{0,3}$|(?:接触者|密切接触的|观察对象)[^，。；\d]{0,3}$|载(?:有|着|了|客)?$|(?:[车船机艇]上|[车船舱]里)(?:共|一共|总共)?有?$|(?:共|约|现|原)?(?:有|载|接待|出动|投入|调集|派出|涌入)[^，。；\d]{0,3}(?:[学师中小]生|员工|职工|乘客|旅客|乘务|机组|工人|矿工|村民|居民|观众|游客|观灯|住户|选手|人口|病人|患者|老人|孤儿|队员|人员|力量|专家)[^，。；\d]{0,4}$|(?:[车船机艇]上|[车船舱]里)[^，。；\d]{0,8}[坐载搭乘挤装][着了有]?[^，。；\d]{0,3}$|(?:到席|出席|赴宴|就餐|用餐|聚餐|参加|参演|到场|在场|当班|值班|在册|在校|在园|在院|入住|常住)[^，。；\d]{0,6}$|(?:[车船机艇楼屋馆店厂园校][上里内]|井下|事发时|当时|现场)[^，。；\d]{0,12}(?:共有|约有|有|共)[^，。；\d死亡遇难伤失踪困]{0,6}$|(?:民警|警力|保安|官兵|武警|医护|志愿者|消防员|指战员|救援队|特警|警察)[^，。；\d]{0,5}$/

/** 伤员被送往医院: some of them, and not all who were there. */
export const sufferers = /^(?:伤员|伤者|死者|死伤者|遇难者|逝者|患者|病人|病例)/

/** 卷走了两百多名老人的养老钱: nobody is carried off. */
export const theirMoney = /^[^，。；、的]{0,4}的[^，。；、]{0,3}(?:钱|款|本金|积蓄|存折|工资)/

/** 死者的几十个亲友: those who live on. */
export const mourners = /^的?(?:亲友|家属|亲属|家人|亲人|亲戚|同乡|邻居|同事|代表)/

/** 家属及亲友三十余人来到殡仪馆: those who mourn. */
const mourning =
  /(?:家属|亲友|亲属|亲人|亲戚|家人|同事|好友|战友|同窗|邻居|乡邻|各界|代表|干部|市民)[^，。；、\d]{0,4}$/
const mourn =
  /^(?:名|位|个|多)?[^，。；、]{0,4}(?:家属|亲友|亲属|亲人|亲戚|家人|同事|好友|战友|邻居|市民|代表)/

/** Whether a figure counts those who mourn. */
export const isMourner = (
  text: string,
  { start, numberEnd }: { start: number; numberEnd: number },
): boolean =>
  mourning.test(text.slice(Math.max(0, start - 10), start)) ||
  mourn.test(text.slice(numberEnd, numberEnd + 10))

/** Who came to help, was caught, lives there, was asked, saved or went there: none of the victims. */
const othersBefore =
  /(?:载|搭|乘坐|坐着?|出动|调集|投入|组织|派出|抽调|动员|增派|增援|集结|调派|调动|逮捕|抓获|抓捕|拘留|刑拘|控制|处分|问责|起诉|判处|获刑|击毙|嫌疑|被告|通缉|救出|救起|救援|搜救|营救|解救|疏散|转移|安置|撤离|受灾|影响|涉及|服务|常住|户籍|人口|在校|全校|在册|现有|共有|招|核载|核定|限|可容|近|约谈|走访|慰问|采访|联名|签名|捐|报名|参赛|参加|观看|围观|赶到|赶来|前来|聚集|名额|每年|年均|平均|赔偿|补偿|以内|前)[^，。；\d]{0,10}$/
const othersAfter =
  /^(?:名|位|个|多|余|人|的)*[^，。；、\d]{0,6}(?:官兵|民兵|消防|指战员|警力|民警|警察|武警|特警|辅警|医护|医务|医生|护士|志愿者|救援|搜救|抢险|专家|干部|记者|领导|党员|嫌疑人|犯罪|涉案|责任人|被告|歹徒|暴徒|凶手|武装分子|嫌犯|同伙|居民|市民|观众|围观|目击|网友|代表|参加|参与|参赛|赶到|赶来|前来|聚集|联名|签名|捐|获救|脱险|逃生|平安|安全|无恙|幸存|生还|被捕|落网|以上的|以下|年级|岁)/

/** Whether the words around a figure give it a part of its own that harms nobody. */
export const isOfOthers = (
  text: string,
  { start, numberEnd }: { start: number; numberEnd: number },
): boolean =>
  othersBefore.test(text.slice(Math.max(0, start - 14), start)) ||
  othersAfter.test(text.slice(numberEnd, numberEnd + 12)) ||
  present.test(text.slice(Math.max(0, start - 22), start))

const relief =
  /(?:救灾|救援|救护|抢险|搜救|消防|医疗|防疫|扑火|打火)(?:队员|人员|官兵|力量|战士|队)[^，。；、\d]{0,4}$/

/** 救灾队员120人抵达: who came to help. */
export const isRelief = (text: string, { start, numberEnd }: { start: number; numberEnd: number }): boolean =>
  relief.test(text.slice(Math.max(0, start - 10), start)) ||
  /^(?:名|位|个|多|余)*(?:救灾|救援|救护|抢险|搜救|消防|扑火|[职员民]工(?:抢[修险]|搜救))/.test(
    text.slice(numberEnd, numberEnd + 7),
  )
