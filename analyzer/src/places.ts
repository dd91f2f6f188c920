import { codesLike, markedCodes } from './marked-codes.js'
import { properStem } from './proper-stem.js'
import type { Reading } from './reading.js'
import type { Cut } from './words/cut.js'

const suffix =
  '自治县|街道|社区|小区|花园|家园|大厦|广场|公寓|大道|小学|中学|幼儿园|医院|工业园|开发区|市场|公园|公路|大桥|水库|敬老院|[县镇乡村路街桥苑]'
/** As many characters of a name stand before its suffix. */
const stemLengths = { least: 2, most: 7 } as const
/** A name begins a clause, or follows a preposition, a verb of being there, or the area it lies in. */
const named = new RegExp(
  `(?<=^|[^一-龥A-Za-z0-9]|[在到从往去至住]|位于|来自|途经|路过|[县市区镇乡村]|街道)(?=([一-龥A-Za-z0-9]{${stemLengths.least},${stemLengths.most}}?(?:${suffix})))`,
  'y',
)
/** The last characters of what a name may follow: one look rules out nearly all places of a text. */
const mayFollow = markedCodes('在到从往去至住于自经过县市区镇乡村道')
const inNames = codesLike(/[一-龥A-Za-z0-9]/)
const mayBegin = (text: string, at: number): boolean => {
  if (inNames[text.charCodeAt(at)] === 0) return false
  if (at === 0) return true
  const before = text.charCodeAt(at - 1)
  return mayFollow[before] === 1 || inNames[before] === 0
}
/** A suffix begins with one of these. */
const beginsSuffix = markedCodes('自街社小花家大广公中幼医工开市水敬县镇乡村路桥苑')

/** Pronouns, verbs, particles and counting words are in no proper name's stem. */
const noName =
  /政府|领导|书记|干部|部门|业主|市民|居民|群众|百姓|司机|物业|平米|平方|左右|月份|年度|行驶|人过|[我你他她它们咱这那哪几个条两半多的了着是有没不无说讲听看被把让给请问再就也都又还和与跟或及向对为因所从到在去往来回进出住搬带走想要能可会应该将已最很太只才么吗呢某各每全整本此其之挡坐骑开打撒]|^[今昨明前后早晚上下夜]|^[一二三四五六七八九十0-9]+[^0-9号]?$/
/** The suffix is part of a common word: 道路, 线路 and 农村 name no place. */
const common = /(?:道路|线路|套路|思路|半路|出路|退路|农村|新农村|城乡|区县|区镇|市县)$/
/** Kinds of places, not one of them. */
const kind =
  /^(?:老旧|高档|新建|附近|周边|旁边|农贸|人民|中心|公立|私立|民办|马路|柏油|水泥|乡村|农村|城中|自然|高速|盘山|贫困|批发|二手|人才|综合|国际|孩子|学生|家长|居民|业主|小孩|老人|门口|对面|青少年|当地|省级|市级|村级|国家|辖区|基层|省城|县城|重点|普通|私人|自管|标杆|样板|主题|次干|步行|商业|文化|旅游|沥青|规划|放学|方便|影响|代表|关心|办理|管理|百强|大型|小型|安置|偏远|露天|快速|火车|公交车|乡镇|卫生|城际|城镇)/
const longest = 10
/** 12梧桐区石埠镇: the number of a line in a list. */
const listNumber = /^\d+(?![\d号路中小院街巷组栋]|国道|省道)/
/** 348路 is a bus. */
const route = /\d路$/
const readFor = 2_000
const before =
  /^(?:感谢|位于|来自|关于|反映|举报|投诉|咨询|建议|希望|昨日|今日|昨天|今天|如果|万一|现场|转发|突发|情况通报|本人)/

/**
 * Places said in the text: known ones of ours first, then proper names with the suffix of a place. Fragments of
 * sentences are worse than none: they are shown as where it happened.
 * @param pieces the text cut into words, from its beginning
 */
export function findPlaces(reading: Reading, pieces: Cut, most = 8): string[] {
  const places = new Set<string>()
  for (const hits of reading.role('place').values()) for (const hit of hits) places.add(hit.word)
  const text = reading.text.slice(0, readFor)
  let suffixAt = -1
  for (let at = 0; at < text.length; at += 1) {
    if (!mayBegin(text, at)) continue
    const from = at + stemLengths.least
    if (suffixAt < from) suffixAt = nextOf(beginsSuffix, text, from)
    if (suffixAt > at + stemLengths.most) continue
    named.lastIndex = at
    const said = named.exec(text)?.[1]
    if (said === undefined) continue
    const end = at + said.length
    const proper = properStem(pieces, at, end - (suffixAtEnd.exec(said)?.[0].length ?? 0))
    const name = text.slice(proper.start, end).replace(listNumber, '').replace(before, '')
    const stem = name.replace(suffixAtEnd, '')
    if (proper.isCommon || stem.length < 2 || name.length > longest || common.test(name) || route.test(name))
      continue
    if (noName.test(stem) || kind.test(stem)) continue
    places.add(name)
  }
  return mostTelling([...places]).slice(0, most)
}

/** The first place from `from` on where a marked character stands, or the end of the text. */
function nextOf(marked: Uint8Array, text: string, from: number): number {
  let at = from
  while (at < text.length && marked[text.charCodeAt(at)] === 0) at += 1
  return at
}

const suffixAtEnd = new RegExp(`(?:${suffix})$`)

/** 柘岭公路 says 柘岭. */
const mostTelling = (names: readonly string[]): string[] =>
  names.filter((name) => !names.some((other) => other !== name && other.includes(name)))
