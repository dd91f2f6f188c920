import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { tellsIllicit } from './illicit.js'
import type { Hit, Reading } from './reading.js'

/** A cue this near a unit's name makes the unit the accused; found on letters, and wide because recall comes first. */
const near = 40
/** A deed is done by who stands just before it: 城管打人, not 打人后报城管. */
const doing = 14
/** 举报县住建局某科室: the object follows at once. */
const object = 10
/** 住建局验收那个科室的负责人 is of that body. */
const ofBody = 14
/** 教育局局长，… with nothing behind it tells no deed. */
const leastDeed = 6
/** What people write of officials who serve them well, badly or not at all, and what officials write of themselves. */
const service =
  /[说称讲问查帮]|表示|[回答批]复|告知|告诉|通知|解释|反馈|来电|到场|现场|赶到|上门|处理|协[调助商]|[调和]解|核实|登记|受理|联系|接[待听到]|电话|态度|推[诿脱卸]|敷衍|不[管理作]|没人|无人|没有人|办[理事证]|咨询|[感谢]谢|表扬|点赞|辛苦|热情|耐心|认真|负责|会议|调研|出席|主持|召开|介绍|带队|率[队领]|宣传|[请恳]|希望|建议|反映|投诉|举报|要求|沟通|慰问|走访|服务|指导|安排|组织|[？?]|不见|见不到|找不到|拖|什么时候/
/** What the sentence says of a body within this reach is said of it. */
const told = 40
/** 住建局质监站某科长: own people are named this soon. */
const ownWithin = 6
/** Bodies that receive accusations are named in most of them. */
export const receiving = '纪检信访'
const clauseEnd = /[，。；！？!?;\n]/

/**
 * Codes of units the text accuses of misconduct or crime. Recall first: one wrongly hidden from a unit is shown to the
 * officer, one wrongly shown breaks the law (信访工作条例 第三十条). A bad service is a complaint and not an accusation.
 */
export function detectAccusation(reading: Reading, units: readonly ResponsibleUnit[]): string[] {
  const crimes = reading.hits('accusation:')
  const verbs = reading.hits('accusation:verb')
  const deeds = reading.hits('accusation:weak')
  const hints = reading.hits('accusation:hint')
  const isTold =
    crimes.length + verbs.length + deeds.length + hints.length + reading.hits('accusable:').length > 0
  const { text } = reading
  const isAccused = (unit: Hit, isReceiving: boolean): boolean => {
    if (isOnlyAsked(reading, unit, crimes)) return false
    if (deeds.some((deed) => isClose(text, unit, deed, doing))) return true
    if ((isTold && isHinted(reading, unit, hints)) || tellsIllicit(reading, unit)) return true
    if (isReceiving)
      return crimes.some(
        (crime) => isClose(text, unit, crime, doing) && !handling.test(text.slice(unit.end, crime.start)),
      )
    return (
      crimes.some((crime) => distance(unit, crime) <= near) ||
      verbs.some(
        (verb) =>
          isClose(text, verb, unit, object) && !/[向到给至请由找]/.test(text.slice(verb.end, unit.start)),
      ) ||
      (crimes.length + verbs.length > 0 && hasOfficial(reading, unit))
    )
  }
  const accused: string[] = []
  for (const [index, hits] of reading.role('unit')) {
    const unit = units[Number(index)]
    if (unit && hits.some((hit) => isAccused(hit, unit.group === receiving))) accused.push(unit.code)
  }
  const cues = [...crimes, ...verbs, ...deeds]
  for (const [index, hits] of reading.role('place')) {
    const unit = units[Number(index)]
    if (unit?.kind === 'place' && !accused.includes(unit.code) && accusesOfficials(reading, hits, cues))
      accused.push(unit.code)
  }
  return accused
}

/** Words of crime in office or of denouncing (检举控告); without them an accusation is a complaint of how a body works. */
export const denounces = (reading: Reading): boolean =>
  reading.hits('accusation:').length + reading.hits('accusation:verb').length > 0

/**
 * What the sentence goes on to say of the body: two hints of private gain or force; or its own people with one; or its
 * own people doing something that is no service, good or bad — an official's deed is told to accuse him.
 */
function isHinted(reading: Reading, unit: Hit, hints: readonly Hit[]): boolean {
  const sentence = reading.sentence(unit.start)
  const end = Math.min(sentence.end, unit.end + told)
  const own = [...reading.hits('accusable:'), ...reading.hits('accusable:staff')].find((person) =>
    isOwn(reading, unit, person),
  )
  const words = new Set(
    hints.filter((hint) => hint.start >= unit.end && hint.end <= end).map(({ word }) => word),
  )
  if (words.size >= 2 || (own && words.size > 0)) return true
  return (
    own !== undefined &&
    end - own.end >= leastDeed &&
    !service.test(reading.text.slice(sentence.start, sentence.end))
  )
}

/** 财政局局长, 城管队长, 民政局的人: whom the body answers for, said at once. */
const isOwn = (reading: Reading, unit: Hit, own: Hit): boolean =>
  own.end > unit.end &&
  own.start - unit.end <= ownWithin &&
  !clauseEnd.test(reading.text.slice(unit.end, own.start)) &&
  !isGreeting(reading, unit, own)

const distance = (a: Hit, b: Hit): number => Math.max(0, Math.max(a.start, b.start) - Math.min(a.end, b.end))

/** `b` follows `a` within `reach` characters of the same clause. */
const isClose = (text: string, a: Hit, b: Hit, reach: number): boolean =>
  b.start >= a.end && b.start - a.end <= reach && !clauseEnd.test(text.slice(a.end, b.start))

/** One of the body's own people: 住建局…负责人. 尊敬的教育局领导 is who is spoken to. */
const hasOfficial = (reading: Reading, unit: Hit): boolean =>
  reading
    .hits('accusable:')
    .some((official) => isClose(reading.text, unit, official, ofBody) && !isGreeting(reading, unit, official))

const isGreeting = ({ text }: Reading, unit: Hit, official: Hit): boolean =>
  /尊敬的[^，。]{0,4}$/.test(text.slice(Math.max(0, unit.start - 8), unit.start)) ||
  /^(?:们)?[，：:！\s]?(?:您|你|好|请|：|:)/.test(text.slice(official.end, official.end + 4))

const asking =
  /(?:请|希望|恳请|望|请求|要求|建议|向|给|寄到|寄往|交到|报到|反映到|联系|拨打)[^，。；！？不]{0,6}$/
/** 向纪委反映城管…, 请查一查国土局…: what follows is the object, not who is asked. */
const objectOf =
  /(?:反映|举报|检举|控告|揭发|查一查|查查|查一下|查处|调查|严查|彻查|追究|严惩)[^，。；到给至向]{0,2}$/
/** Between a body and a deed these make the body the one that looks into it: 请纪委严查贪污. */
const handling = /[查管惩抓]|处理|介入|核实|督办|解决|受理|处置|打击|取缔|整治|制止|追究|督促|责令/

/** 请纪委查处, 材料寄给纪委: who is asked to look into it is not accused. */
function isOnlyAsked(reading: Reading, hit: Hit, crimes: readonly Hit[]): boolean {
  if (!isAskedToAct(reading, hit)) return false
  const { text } = reading
  return !crimes.some(
    (crime) => isClose(text, hit, crime, doing) && !handling.test(text.slice(hit.end, crime.start)),
  )
}

/** 请教育局查一查: who is only spoken to, whatever else is told. */
export const isAskedToAct = ({ text }: Reading, hit: Hit): boolean => {
  const before = text.slice(Math.max(0, hit.start - 10), hit.start)
  return asking.test(before.slice(-8)) && !objectOf.test(before)
}

/** 某镇书记…贪污: the town is accused when its people are, near a cue. */
const accusesOfficials = (reading: Reading, places: readonly Hit[], cues: readonly Hit[]): boolean =>
  reading
    .hits('accusable:')
    .some(
      (official) =>
        cues.some((cue) => distance(official, cue) <= near) &&
        places.some((place) => distance(official, place) <= near && !isGreeting(reading, place, official)),
    )
