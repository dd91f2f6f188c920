import type { UnitProposal } from '@huiyin/domain/judgement'
import type { CataloguedMatter } from '@huiyin/domain/jurisdiction'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Hit, Reading } from './reading.js'

/** Named by its own name is the strongest pointer; a place only says where. */
const points = { named: 4, asked: 3, place: 1.2, title: 2, inspection: 12, school: 4, matter: 3 } as const
/** Below this the text points nowhere: no wild guess (docs/rules.md §3). */
const leastScore = 1
const most = 5

interface Candidate {
  unit: ResponsibleUnit
  score: number
  named: string[]
  duties: string[]
  places: string[]
  /** Items of the 公开事项目录, as they are read out. */
  matters: string[]
}

const asked = /(?:希望|请求?|望|要求|恳请|请问|建议|转|联系|咨询|投诉|举报)[^，。；！？]{0,12}$/
/** 交警来电反馈 and 已报派出所 name who was there before, not who is responsible now. */
const passing = /(?:^|已|曾)(?:拨打|报|找)[^，。]{0,4}$/
/** 县政府门口 says where people stand. */
const standing = /^(?:的?(?:门口|大门|门前|门外|大楼|对面|旁边|附近|隔壁|背后)|站[^，。]{0,2}下车)/
/** 枫渡镇 says where; 枫渡镇政府 says who. */
const acting = /(?:政府|办事处|街道办|管委会|管理委员会|党委|村委会|居委会|公所)$/
/** Where the hurt and ill are brought to is not who answers for what happened. */
const hospital = /(?:医院|急诊|门诊|卫生院)$/

/** Longer duty words say more: 延期交房 points, 小区 hints. */
const dutyWeight = (word: string): number => (word.length >= 4 ? 2 : word.length === 3 ? 1.5 : 1)

export interface UnitContext {
  /** Codes of units the text accuses: they may not handle it. */
  readonly accused: readonly string[]
  /** The discipline inspection takes it: a report of misconduct that is one, not only may be one. */
  readonly inspects: boolean
  /** People were hurt or fell ill: a hospital named is where they lie. */
  readonly isIncident: boolean
  /** Many fell ill at a school. */
  readonly isSchoolIllness: boolean
  /** 公开事项目录; hits are tagged with places in this list. */
  readonly catalogue?: readonly CataloguedMatter[]
}

/**
 * Who should answer, best first: duties × places × names in the text, with the reason in words, `withRole` still to be said. Who is accused is left
 * out, and the discipline inspection leads (监察法 第三十五条：监察机关对报案、举报应当接受).
 */
export function chooseUnits(
  reading: Reading,
  units: readonly ResponsibleUnit[],
  { accused, inspects, isIncident, isSchoolIllness, catalogue = [] }: UnitContext,
): UnitProposal[] {
  const candidates = new Map<number, Candidate>()
  const of = (index: number): Candidate | null => {
    const known = candidates.get(index)
    if (known) return known
    const unit = units[index]
    if (!unit) return null
    const candidate = { unit, score: 0, named: [], duties: [], places: [], matters: [] }
    candidates.set(index, candidate)
    return candidate
  }
  const byUnit = reading.role('unit')
  const named = byUnit.size === 0 ? none : longestOnly([...byUnit.values()].flat())
  for (const [index, hits] of byUnit)
    addNamed(
      of(Number(index)),
      hits.filter((hit) => named.includes(hit)),
      reading,
    )
  for (const [index, hits] of reading.role('duty')) {
    const told = isIncident ? hits.filter(({ word }) => !hospital.test(word)) : hits
    if (told.length > 0) addDuties(of(Number(index)), longestOnly(told), reading)
  }
  for (const [index, hits] of reading.role('place')) addPlaces(of(Number(index)), hits)
  for (const [index, hits] of reading.role('matter')) {
    const matter = catalogue[Number(index)]
    const unit = units.findIndex(({ code }) => code === matter?.unitCode)
    if (matter && unit !== -1) addMatter(of(unit), matter, longestOnly(hits))
  }
  if (inspects && accused.length > 0) addInspection(units, of)
  if (isSchoolIllness)
    for (const candidate of candidates.values())
      if (candidate.unit.group === '教育') candidate.score += points.school
  const may: Candidate[] = []
  for (const candidate of candidates.values())
    if (candidate.score >= leastScore && !accused.includes(candidate.unit.code)) may.push(candidate)
  const leads = placeLast(may.sort((a, b) => b.score - a.score)).slice(0, most)
  const sum = leads.reduce((total, { score }) => total + score, 0)
  return leads.map((candidate, index) => ({
    code: candidate.unit.code,
    name: candidate.unit.name,
    group: candidate.unit.group,
    role: index === 0 ? 'lead' : 'assist',
    confidence: Math.round((candidate.score / (sum + 1.5)) * 100) / 100,
    reason: reasonOf(candidate),
  }))
}

const roleNotes = { lead: '（谁主管谁负责，牵头）', assist: '（协办）' } as const

/** The proposal with its role said behind its reason, once the roles are known. */
export const withRole = ({ code, name, group, role, confidence, reason }: UnitProposal): UnitProposal => ({
  code,
  name,
  group,
  role,
  confidence,
  reason: reason + roleNotes[role],
})

function addNamed(candidate: Candidate | null, hits: readonly Hit[], { text, titleEnd }: Reading): void {
  if (!candidate) return
  const counted = longestOnly(hits).filter(
    (hit) =>
      !passing.test(text.slice(Math.max(0, hit.start - 8), hit.start)) &&
      !standing.test(text.slice(hit.end, hit.end + 6)) &&
      (candidate.unit.kind === 'body' || acting.test(hit.word) || isAskedFirst(text, hit)),
  )
  for (const [order, hit] of counted.slice(0, 3).entries()) {
    const isAsked = asked.test(text.slice(Math.max(0, hit.start - 16), hit.start))
    const weight = (hit.word.length >= 3 ? points.named : 2) + (isAsked ? points.asked : 0)
    candidate.score += (order === 0 ? weight : weight / 4) * (hit.end <= titleEnd ? 1.3 : 1)
    if (!candidate.named.includes(hit.word)) candidate.named.push(hit.word)
  }
}

function addDuties(candidate: Candidate | null, hits: readonly Hit[], { titleEnd }: Reading): void {
  if (!candidate) return
  for (const hit of hits) {
    if (candidate.duties.includes(hit.word)) continue
    candidate.duties.push(hit.word)
    candidate.score += dutyWeight(hit.word) * (hit.end <= titleEnd ? points.title : 1)
  }
}

/**
 * The county itself wrote down who answers for this matter (勺米 公开事项目录规范动态管理 第二条: 公开主体). An item counts
 * once, by its name as much as two long duty words, by a keyword as much as one.
 */
function addMatter(
  candidate: Candidate | null,
  { number, name }: CataloguedMatter,
  hits: readonly Hit[],
): void {
  const [first] = hits
  if (!candidate || !first) return
  candidate.score += hits.some(({ word }) => word === name) ? points.matter : dutyWeight(first.word)
  const spoken = hits.some(({ word }) => word === name) ? '' : `，文中提到“${first.word}”`
  candidate.matters.push(`公开事项目录第 ${number} 项“${name}”${spoken}`)
}

/** 请枫渡镇尽快…: a town asked to act is named; one in whose bounds it lies is a place. */
const isAskedFirst = (text: string, { start }: Hit): boolean =>
  /(?:请|请求|恳请|希望|望|要求)$/.test(text.slice(Math.max(0, start - 3), start))

/** 检举、控告 go to the discipline inspection where the directory has one. */
function addInspection(units: readonly ResponsibleUnit[], of: (index: number) => Candidate | null): void {
  const index = units.findIndex(({ name, aliases = [] }) =>
    [name, ...aliases].some((known) => /纪委|监委|纪律检查|监察委/.test(known)),
  )
  const inspection = of(index)
  if (!inspection) return
  inspection.score += points.inspection
  inspection.duties = [...new Set(['受理检举控告', ...inspection.duties])]
}

function addPlaces(candidate: Candidate | null, hits: readonly Hit[]): void {
  if (!candidate) return
  candidate.places = [...new Set(hits.map((hit) => hit.word))]
  candidate.score += points.place
}

const none: readonly Hit[] = []

/** 自来水管漏水 contains 自来水: the longest says it. */
const longestOnly = (hits: readonly Hit[]): readonly Hit[] =>
  hits.length < 2 || !hits.some((hit) => isWithinAnother(hit, hits))
    ? hits
    : hits.filter((hit) => !isWithinAnother(hit, hits))

function isWithinAnother({ start, end, word: { length } }: Hit, hits: readonly Hit[]): boolean {
  for (const other of hits)
    if (other.word.length > length && other.start <= start && other.end >= end) return true
  return false
}

/**
 * 一个地方只说明在哪里: a place leads only when no body is pointed at by name or duty — then it is the town's own
 * matter (北仑 一: 对涉及街道的政务舆情，按照属地管理) — or when the town itself is named as the one to act.
 */
function placeLast(ranked: readonly Candidate[]): readonly Candidate[] {
  const isOnlyPlace = ({ unit, named }: Candidate) => unit.kind === 'place' && named.length === 0
  if (!ranked.some(isOnlyPlace)) return ranked
  return [...ranked.filter((c) => !isOnlyPlace(c)), ...ranked.filter(isOnlyPlace)]
}

function reasonOf({ unit, named, duties, places, matters }: Candidate): string {
  const parts: string[] = []
  if (named.length > 0) parts.push(`文中点名“${named[0]}”`)
  if (duties.length > 0) parts.push(`涉及其职责：${duties.slice(0, 4).join('、')}`)
  if (matters.length > 0) parts.push(matters.slice(0, 2).join('；'))
  if (places.length > 0) parts.push(`事发地：${places.slice(0, 2).join('、')}`)
  if (unit.kind === 'place') parts.push('属地管理')
  if (unit.vertical) parts.push('垂管单位，商请其答复')
  return parts.join('；')
}
