import type { UnitProposal } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { Hit, Reading } from './reading.js'

/** Named by its own name is the strongest pointer; a place only says where. */
const points = { named: 4, asked: 3, place: 1.2, title: 2 } as const
/** Below this the text points nowhere: no wild guess (domain.md section 3). */
const leastScore = 1
const most = 5

interface Candidate {
  unit: ResponsibleUnit
  score: number
  named: string[]
  duties: string[]
  places: string[]
}

const asked = /(?:希望|请求?|望|要求|恳请|请问|建议|转|联系|咨询|投诉|举报)[^，。；！？]{0,12}$/
/** 交警来电反馈 and 已报派出所 name who was there before, not who is responsible now. */
const passing = /(?:^|已|曾)(?:拨打|报|找)[^，。]{0,4}$/

/** Longer duty words say more: 延期交房 points, 小区 hints. */
const dutyWeight = (word: string): number => (word.length >= 4 ? 2 : word.length === 3 ? 1.5 : 1)

/** Who should answer, best first: duties × places × names in the text, with the reason in words. */
export function chooseUnits(reading: Reading, units: readonly ResponsibleUnit[]): UnitProposal[] {
  const candidates = new Map<number, Candidate>()
  const of = (index: string): Candidate | null => {
    const unit = units[Number(index)]
    if (!unit) return null
    const known = candidates.get(Number(index)) ?? { unit, score: 0, named: [], duties: [], places: [] }
    candidates.set(Number(index), known)
    return known
  }
  for (const [index, hits] of reading.role('unit')) addNamed(of(index), hits, reading)
  for (const [index, hits] of reading.role('duty')) addDuties(of(index), longestOnly(hits), reading)
  for (const [index, hits] of reading.role('place')) addPlaces(of(index), hits)
  const ranked = [...candidates.values()]
    .filter(({ score }) => score >= leastScore)
    .sort((a, b) => b.score - a.score)
  const leads = placeLast(ranked).slice(0, most)
  const sum = leads.reduce((total, { score }) => total + score, 0)
  return leads.map((candidate, index) => ({
    code: candidate.unit.code,
    name: candidate.unit.name,
    group: candidate.unit.group,
    role: index === 0 ? 'lead' : 'assist',
    confidence: Math.round((candidate.score / (sum + 1.5)) * 100) / 100,
    reason: reasonOf(candidate, index === 0),
  }))
}

function addNamed(candidate: Candidate | null, hits: readonly Hit[], { text, titleEnd }: Reading): void {
  if (!candidate) return
  const counted = longestOnly(hits).filter(
    (hit) => !passing.test(text.slice(Math.max(0, hit.start - 8), hit.start)),
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

function addPlaces(candidate: Candidate | null, hits: readonly Hit[]): void {
  if (!candidate) return
  candidate.places = [...new Set(hits.map((hit) => hit.word))]
  candidate.score += points.place
}

/** 自来水管漏水 contains 自来水: the longest says it. */
const longestOnly = (hits: readonly Hit[]): readonly Hit[] =>
  hits.filter(
    (a) =>
      !hits.some((b) => b !== a && b.start <= a.start && b.end >= a.end && b.word.length > a.word.length),
  )

/**
 * 一个地方只说明在哪里: a place leads only when no body is pointed at by name or duty — then it is the town's own
 * matter (北仑 一: 对涉及街道的政务舆情，按照属地管理) — or when the town itself is named as the one to act.
 */
function placeLast(ranked: readonly Candidate[]): Candidate[] {
  const isOnlyPlace = ({ unit, named }: Candidate) => unit.kind === 'place' && named.length === 0
  return [...ranked.filter((c) => !isOnlyPlace(c)), ...ranked.filter(isOnlyPlace)]
}

function reasonOf({ unit, named, duties, places }: Candidate, isLead: boolean): string {
  const parts: string[] = []
  if (named.length > 0) parts.push(`文中点名“${named[0]}”`)
  if (duties.length > 0) parts.push(`涉及其职责：${duties.slice(0, 4).join('、')}`)
  if (places.length > 0) parts.push(`事发地：${places.slice(0, 2).join('、')}`)
  if (unit.kind === 'place') parts.push('属地管理')
  if (unit.vertical) parts.push('垂管单位，商请其答复')
  return `${parts.join('；')}${isLead ? '（谁主管谁负责，牵头）' : '（协办）'}`
}
