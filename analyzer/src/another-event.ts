/** 1975年的大水: a year of the last century, or one without a day and not recent, tells of the past; so does a post that opens with 十一年了. */
const oldYear =
  /(?:1[5-9]\d\d|一[五六七八九][一二三四五六七八九〇零]{2})年(?!以来|至今|起)|20[01]\d年(?!\s?\d{1,2}月|[一二三四五六七八九十]+月|以来|至今|起)|二[〇零○][〇零○一][一二三四五六七八九〇零○]年(?![一二三四五六七八九十]{1,2}月|以来|至今|起)/
const longAgo = /^[^，。！]{0,8}[一二三四五六七八九十百\d]+(?:多|余)?年(?:了|过去|前的今天)/

/** 已离开我们整整二十年 */
const gone =
  /(?:离开|离去|走了|过去|远去)[^，。；]{0,6}(?:整整)?[\d一二三四五六七八九十]+(?:多|余)?(?:周年|年|载)(?!\d|级)/

/** A report is dated where it opens: 新华网太原8月21日电. */
const leadEnd = 60
const dated = /(?<!年)(?:\d{1,2}月)?\d{1,2}日|昨[日天晚夜]|前日|今[日天晨早]/
const yearAndMonth = /(?:19|20)\d\d年(\d{1,2}月|(?!\d))/

/** 2004年3月，同城另一座九层楼: in the same month of another year. */
const elsewhere = /另一|同城|也[发出]/
/** 截至2013年4月24日: the day of the figure, and not of another event. */
const upTo = /截[至止]|[至到]$/
const longBefore = /曾|此前|历史上|上次|那次/
/** 今年五月，该地一次阅兵遭袭: of another month of the year the report is dated in. */
const thisYear = /今年(\d{1,2}月)/
/** Said of another event than the report's own, which may itself have been in another month. */
const another =
  /曾|也(?:发|有|出|遭|曾)|同城|同样|该[省市县国区地路线矿校]|另一|上次|此前|那次|类似|历史上|同一|当时|同类|先前/

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
    !(told[1] && lead.includes(told[1]) && !longBefore.test(before) && !elsewhere.test(before))
  )
}

const opensLongAgo = (text: string): boolean => {
  const year = text.indexOf('年')
  return year >= 0 && year < 24 && longAgo.test(text)
}

/** 两周前，该市另一家酒店也遭袭; 今年6月吉林一家企业…; 最惨的一次: so long before the report, and another place or time. */
const before =
  /(?:[几数两三四五六七八九十\d]+(?:个?星期|周|个月|天|年)前|上(?:个?月|周|个?星期)|不久前|前不久|[前去]年|今年(?:\d{1,2}月|春|夏|秋|冬|年?初|早些时候))[^。；]{0,40}(?:曾|刚?发生过|也(?:曾|有|发)|另[一外有]|类似|同样|同类|同一|更为?惨重)|今年(?:\d{1,2}月|春|夏|秋|冬|年?初)[^，。；]{0,8}[一某][家处座艘架]|上个?月一次|上次[^，。；]{0,12}曾|上一次[^，。；]{0,8}就?[^，。；]{0,4}过|最(?:惨|严重)[^，。；]{0,6}的一次/
/** Without one of these nothing of it is there. */
const mayBeBefore = /前|上[个月周星一次]|[今去]年|最[惨严]/
/** 只知道是1982年以后最大的，那一年…: the year named just before. */
const thatYear = /那一?年[^，。]{0,2}[，、]/
/** 2003年4月，同城另一座楼房 */
const namedYear = /(?:1[5-9]|20)\d\d年[^，。；]{0,6}[，,]?[^，。；]{0,6}(?:同城|另一[家处座艘起])/
const anyYear = /(?:1[5-9]|20)\d\d年/
const yearBefore = 80

/** 2009年9月29日，附近8级地震…造成190多人死亡, behind a report that has told its own figures and no such year. */
const otherYear =
  /(?:^|[，；“”])[^，。；“”]{0,8}((?:1[5-9]|20)\d\d年|今年\d{1,2}月\d{1,2}日)(?!以来|至今|起|前|间)/
const ownFigures =
  /[\d一二三四五六七八九十百余多]+(?:名|人|个|条|具|位)[^，。；]{0,10}(?:死|亡|遇难|丧生|遇害|牺牲|伤|失踪|被困|遗体)|(?:死|亡|遇难|丧生|受伤|伤者|遗体)[^，。；]{0,8}[\d一二三四五六七八九十百]+|\d级/
/** 上月某省发生的校车事故中, 就在四天前: of the report itself, unless it has told its own figures. */
const lately =
  /上个?月[^，。；]{0,8}[省市县国州区地][^，。；]{0,4}(?:发生的?|的)[^，。；]{0,10}(?:事故|案|爆炸|火灾|袭击|车祸)|就在[几数两三四五六七八九十\d]+(?:天|周|个月)前|此前[几数两三四五六七八九十\d]+(?:天|周|个月|年)/
function isAfterOwnFigures(text: string, ahead: string, start: number): boolean {
  const year = otherYear.exec(ahead)?.[1]
  const told = text.slice(0, start)
  return (
    year !== undefined &&
    start > leadEnd &&
    (dated.test(told) || anyYear.test(told)) &&
    !told.includes(year) &&
    !/截[至止]/.test(ahead) &&
    ownFigures.test(told)
  )
}

/** 今天是老城地震纪念日 */
const remembers = /纪念|悼念|追思|缅怀|祭|周年/
/** 1998年8月7日上午10时30分, 2005年冬: an entry that opens with its own day tells of that day. */
const ownDay =
  /^[^。]{0,24}?[一二][〇零○九八七六五][〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日|^[^。]{0,24}?(?:1[5-9]|20)\d\d年\s?(?:\d{1,2}月\s?\d{1,2}日|(?:\d{1,2}月|[春夏秋冬][天季]?|年?[初中底末])(?!.*那[场次年]))/

/**
 * Whether the sentence of a figure tells of another event than the report's own: of a year long past, of another month,
 * of a place hit weeks before (docs/rules.md §2: 历史回顾、作比较的其他事件不计).
 *
 * @param sentence where the sentence of the figure begins and ends
 */
export function isOfAnotherEvent(
  text: string,
  figure: { readonly start: number; readonly end: number },
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  if (opensLongAgo(text)) return true
  const ahead = text.slice(start, figure.start)
  if (start > 0 && mayBeBefore.test(ahead)) {
    if (before.test(ahead)) return true
    if (lately.test(ahead) && ownFigures.test(text.slice(0, start))) return true
  }
  const after = text.slice(figure.end, end)
  if (after.includes('年') && gone.test(after)) return true
  if (!ahead.includes('年')) return false
  if (
    start > 0 &&
    (namedYear.test(ahead) || isAfterOwnFigures(text, ahead, start) || isEarlier(text, ahead, start))
  )
    return true
  if (thatYear.test(ahead) && anyYear.test(text.slice(Math.max(0, start - yearBefore), figure.start)))
    return true
  return (
    oldYear.test(ahead) &&
    !(
      start < leadEnd &&
      ownDay.test(text.slice(start, figure.start)) &&
      !remembers.test(text.slice(0, leadEnd))
    )
  )
}
