import { isRelief, present, sufferers } from './bystanders.js'
import { type Clause, isNoise } from './clauses.js'
import type { Count } from './counts.js'
import type { Fate } from './fates.js'
import type { Reading } from './reading.js'

/** Fates told in the clauses beside the one that counts. */

/** So far a clause looks back for what its bare figure counts. */
const clausesBack = 3
/** Who all share the fate that the next clause tells: 四口人，全没了; 张贴的名单三十人，均已遇难. */
const collective =
  /^[其他她们这些人大家目前现在至今当场不幸已经仍还尚全部都均为皆悉数无一个也没先后双陆续相继被又最终抢救送医到院确认统齐起直接多就的是有了从]*$/
/** All of them, said outright. */
const shared =
  /^[^，。]{0,10}(?:个个|人人|全部|全都|全|都|均|皆|悉数|无一|一个都|一个也|一个没|没一个|先后|双双)[^，。]{0,4}$|^(?!其中|还有|另有|又有|有一个|里[头面]有)[^，。]{0,10}一个$/
/** 等挖出来已经没了脉搏: nobody else is named. */
const found =
  /^[^，。人名员机母父夫妻孩子]{0,6}(?:挖|扒|刨|找|捞|送|抬|救)[^，。人名员机母父夫妻孩子]{0,6}(?:已经?|就|才)$/
/** A clause that only counts: 街道报上来大概6000人, 一共是146个. */
const onlyCounts =
  /(?:一共|总共|共计|合计|总计|共|登记|报上来|统计|数了|数过|数|算下来|怎么算|少说|大概|约|足足|名单|官方|最多时|高峰时|估计|据说|说是|听说|目测|加起来|拢共|前后|先后|里头|其中|至少|不下|超过)[^，。]{0,8}$/
const bareLength = 4
const caredFor = /安置|转移|疏散|撤离|救助|救济|慰问|安抚|发放|调集|出动|接待|劝返|组织|派出|投入/
/** 数了数有一千三百来号: the crowd told before was counted. */
const headCount = /数了数|数过|清点|数下来|点了点/
/** 消防员牺牲4人，职工遇难7人，合计11人: the sum counts what its parts did. */
const summing =
  /^[^，。\d]{0,4}(?:合计|总计|共计|加起来)[^，。]{0,4}$|^(?:(?:增|升|增加|上升|达|变|涨)?[至到]|增为|共|合计|总计|共计|总共|一共|加起来|实为|应为|更正为|核实为|更新为)[^，。]{0,4}$/
/** 将这一数字修正为31人: of the dead told before, whatever else stands between. */
const corrected =
  /(?:下调|下修|调低|修订|更正|修正|订正|改)[为至成到]$|(?:数字|人数|数据|数目)[^，。；]{0,4}(?:修正|更正|更新|上调|调整|改|核定)[为至成到]$/
/** 每家都有亲友离世: some of theirs, and not all of them. */
const ofKin = /亲友|亲人|家属|亲属|有人|[每各几]家|各有/
/** 登记簿上写着一万二千零几个名字 */
const listed = /登记|名册|簿/
/** What may stand behind the figure of such a clause. */
const bareTail = /^(?:左右|上下|以上|往上|出头|不止|之多|啊|呢|的|了|、)*$/
/** A crowd and where it stands are told close together. */
const atCrowd = 16

/** 收进来一百好几，个个都挂彩 */
export function everyOne({ text }: Reading, clauses: readonly Clause[], index: number): Fate[] {
  const [clause, following] = clauses.slice(index, index + 2)
  const fate = following?.fates[0]
  return clause &&
    following &&
    fate &&
    following.sentence === clause.sentence &&
    /^(?:个个|人人)[^，。]{0,3}$/.test(text.slice(following.start, fate.start))
    ? [fate]
    : []
}

/** 加上她, 连孩子在内 */
const adding = /^[^，。]{0,4}(?:加上|算上|连同|连着|连上)[^，。；\d]{0,8}$/

/** 遗体都停在这儿了，加上她，二十三: reckoned up of the dead told just before. */
export function reckoned({ text }: Reading, clauses: readonly Clause[], index: number): Fate[] {
  const [first, adds, own] = clauses.slice(Math.max(0, index - 2), index + 1)
  if (!first || !adds || !own || !adding.test(text.slice(adds.start, adds.end))) return []
  const dead = first.fates.find(({ name }) => name === 'dead')
  return dead && first.counts.length === 0 && own.sentence - first.sentence <= 1 ? [dead] : []
}

/** So far a figure stands from its brackets, and so long are these. */
const brackets = { near: 3, longest: 40 } as const

/** 30个人（带6个小孩）被洪水困在楼顶: what is told of the figure once the brackets are closed. */
export function afterBrackets(
  { text }: Reading,
  clauses: readonly Clause[],
  index: number,
  count: Count,
): Fate[] {
  const { end } = clauses[index] as Clause
  if (!/[（(]/.test(text.charAt(end)) || end - count.end > brackets.near) return []
  const close = text.slice(end, end + brackets.longest).search(/[）)]/)
  const following = close < 0 ? undefined : clauses.find(({ start }) => start === end + close + 1)
  const fate = following?.fates[0]
  return fate && !following.counts.some(({ start }) => start < fate.start) ? [fate] : []
}

/** 四个工人被埋，扒出来的时候都硬了: what at last became of all of them. */
export function ended(reading: Reading, clauses: readonly Clause[], index: number, at: number): Fate[] {
  const clause = clauses[index] as Clause
  if (at < clause.counts.length - 1) return []
  for (const following of clauses.slice(index + 1, index + 5)) {
    if (following.sentence > clause.sentence || following.counts.some((own) => !isNoise(own, reading)))
      return []
    const first = following.fates.find(({ name }) => name === 'dead' || name === 'safe')
    // …全部找到，确认死亡: found, and dead.
    const confirmed =
      first?.name === 'safe'
        ? clauses[clauses.indexOf(following) + 1]?.fates.find(
            ({ name, start }) =>
              name === 'dead' &&
              /(?:确认|均已|皆已)$/.test(reading.text.slice(Math.max(0, start - 2), start)),
          )
        : undefined
    if (confirmed) return [confirmed]
    const last = first
    const subject = last && reading.text.slice(following.start, last.start)
    if (
      last &&
      subject !== undefined &&
      (shared.test(subject) ||
        found.test(subject) ||
        /^无[一人]/.test(reading.text.slice(last.start, last.end)))
    )
      return [last]
  }
  return []
}

/** 一千八百多人，台阶上、草坪上全坐满了: where the crowd is stands before what it does. */
const isCrowd = (text: string, { start }: Clause, fate: Fate): boolean =>
  fate.isWeak && /上|里|前|外|全|都/.test(text.slice(start, fate.start)) && fate.start - start <= atCrowd

/** The fate told in the clause that follows, of all of them, or before, where this clause only counts. */
export function beside(reading: Reading, clauses: readonly Clause[], index: number, count: Count): Fate[] {
  const { text } = reading
  const clause = clauses[index] as Clause
  const ahead = text.slice(clause.start, count.start)
  const isPresent = present.test(ahead)
  if (isRelief(text, count)) return []
  // 车上21名乘客有6人擦伤: of those there, so many.
  const last = clause.counts.at(-1)
  if (isPresent && last && last !== count && /[有中]$/.test(text.slice(count.end, last.start))) return []
  for (const following of clauses.slice(index + 1, index + 3)) {
    if (following.sentence > clause.sentence + (isPresent ? 0 : 1)) break
    const fate = following.fates[0]
    // …去了那里。示威者, 国籍各不相同。死者当中: a new sentence tells of others.
    if (
      fate &&
      following.sentence > clause.sentence &&
      (fate.name === 'gathered' || sufferers.test(text.slice(fate.start, fate.end)))
    )
      break
    const own = following.counts[0]
    if (!fate) {
      if (own && !isNoise(own, reading)) break
      continue
    }
    if (own && !isNoise(own, reading)) break
    if (ofKin.test(text.slice(following.start, fate.start))) break
    if (
      !shared.test(text.slice(following.start, fate.start)) &&
      !collective.test(text.slice(following.start, fate.start)) &&
      !/^无[一人]/.test(text.slice(fate.start, fate.end)) &&
      !(fate.name === 'gathered' && isCrowd(text, following, fate))
    )
      break
    if (
      isPresent &&
      ((fate.isWeak && fate.name === 'gathered') || sufferers.test(text.slice(fate.start, fate.end)))
    )
      break
    if (count.of === 'loose' && fate.name !== 'ill' && fate.name !== 'dead') break
    return following.fates
  }
  if (count.of === 'loose') return []
  // 业主到售楼部聚集，至11时现场约有1300余人
  const gathered = clauses
    .slice(Math.max(0, index - clausesBack), index)
    .findLast(
      ({ sentence, fates }) => sentence === clause.sentence && fates.some(({ name }) => name === 'gathered'),
    )
  if (gathered && gathered.counts.length === 0 && /现场|已有|人数/.test(ahead))
    return gathered.fates.filter(({ name }) => name === 'gathered')
  const tail = text.slice(count.end, clause.end)
  if (isPresent || !(bareTail.test(tail) || (tail === '名字' && listed.test(ahead)))) return []
  const isCorrected = corrected.test(ahead)
  // 从第一天的24人，第二天的48人，升到今天的66人
  const isSum = summing.test(ahead)
  if (ahead.length > bareLength && !isCorrected && !isSum && !onlyCounts.test(ahead)) return []
  for (const earlier of clauses.slice(Math.max(0, index - clausesBack), index).reverse()) {
    if (earlier.sentence < clause.sentence - 1) break
    const died = isCorrected && earlier.fates.find(({ name }) => name === 'dead')
    if (died) return [died]
    if (isCorrected) continue
    const last = earlier.fates.at(-1)
    // 4人遇难，安置群众三百人: others, and cared for.
    if (last && last.name !== 'evacuated' && caredFor.test(ahead)) return []
    // 十二人死于霍乱。…登记霍乱病人一百六十名
    if (last?.name === 'dead' && /病人|患者|病例/.test(ahead)) return []
    const counted = earlier.counts.findLast((other) => !isNoise(other, reading))
    if (last && (!counted || counted.end <= last.start))
      return last.name === 'gathered' && last.isWeak && !headCount.test(ahead) ? [] : [last]
    if (last && isSum) return [last]
    if (counted && !isSum) break
  }
  return []
}
