import type { Factor, Focus } from '@huiyin/domain/judgement'
import { gradeLabel, gravest, type SeverityGrade } from '@huiyin/domain/severity'
import type { SeverityRules } from '@huiyin/keywords/lexicon'
import { contentRules, holds } from './content-rules.js'
import { isIncident } from './incident.js'
import { type Quantities, readQuantities } from './quantities.js'
import type { Reading } from './reading.js'
import { findKind, floorOf, type KindFound, kindsAsked } from './severity-kind.js'
import { wholeFigure } from './whole-figure.js'

export interface Graded {
  readonly grade: SeverityGrade
  readonly score: number
  readonly factors: Factor[]
  /** The kinds that must be answered by the content rules that hold. */
  readonly focus: readonly Focus[]
  readonly kind: KindFound | null
  /** 突发事件 */
  readonly isIncident: boolean
  readonly quantities: Quantities
}

/** So many who gather have an interest that is vital to them (docs/rules.md §2). */
const crowd = 100

const unitOf = { magnitude: '级', loss: '元' } as const

/** Grade of one text by content alone; public reaction and media move an event, not a post (docs/rules.md §2). */
export function gradeSeverity(reading: Reading, rules: SeverityRules): Graded {
  const quantities = readQuantities(reading)
  const kind = findKind(reading, rules, quantities)
  const factors: Factor[] = []
  const grades: SeverityGrade[] = []
  const floor = kind && floorOf(kindsAsked(kind.kind, rules, quantities, reading), quantities, reading)
  if (floor) {
    grades.push(floor.grade)
    const quantity = floor.by === 'spread' ? undefined : quantities[floor.by]
    const unit = floor.by === 'magnitude' || floor.by === 'loss' ? unitOf[floor.by] : '人'
    const value = quantity ? ` ${quantity.value} ${unit}` : ''
    const note = quantity?.note ? `；${quantity.note}` : ''
    factors.push({
      name: `${floor.name}${value}，达到${gradeLabel[floor.grade]}标准`,
      points: rules.points.floor[floor.grade],
      evidence: (quantity?.figures ?? []).map((figure) => reading.evidence(withWords(figure, reading))),
      basis: `${floor.kind.basis}（${floor.kind.name}${note}）`,
    })
  }
  const nationwide = holds(reading, rules.nationwide, quantities)
  if (nationwide) {
    grades.push(rules.nationwide.grade)
    factors.push({
      name: rules.nationwide.name,
      points: rules.points.floor[rules.nationwide.grade],
      evidence: nationwide.map(reading.evidence),
      basis: rules.nationwide.basis,
    })
  }
  const focus: Focus[] = quantities.gathering && quantities.gathering.value >= crowd ? ['b'] : []
  for (const { rule, hits } of contentRules(reading, rules, quantities)) {
    focus.push(...(rule.focus ?? []))
    grades.push('III')
    factors.push({
      name: rule.name,
      points: factors.length === 0 ? rules.points.content : 5,
      evidence: hits.map((hit) => reading.evidence(wholeFigure(hit, reading.text))),
      basis: rule.basis,
    })
  }
  const grade = gravest(grades)
  const told = isIncident(reading, { kind, quantities, grade })
  if (factors.length === 0) factors.push(belowThresholds(reading, rules, told ? kind : null))
  const score = Math.min(
    100,
    factors.reduce((sum, { points }) => sum + points, 0),
  )
  return { grade, score, factors, focus, kind, quantities, isIncident: told }
}

/** Why it is IV: said, so that nobody has to guess what the machine saw. */
function belowThresholds(reading: Reading, rules: SeverityRules, kind: KindFound | null): Factor {
  return {
    name: kind ? `${kind.kind.name}，未达较大标准` : '一般诉求，未见重大后果',
    points: kind ? rules.points.fact : rules.points.floor.IV,
    evidence: (kind?.hits ?? []).slice(0, 2).map(reading.evidence),
    basis: kind?.kind.basis ?? '突发事件应对法(2024) 第三条；北仑 二（二）',
  }
}

/** A bare number convinces nobody: the evidence reaches to the end of its phrase. */
function withWords({ start, end }: { start: number; end: number }, { text }: Reading) {
  const rest = text.slice(end, end + 12).search(/[，。；、！？\s]/)
  const before = text.slice(Math.max(0, start - 8), start).search(/[^，。；、！？\s\d]+$/)
  return {
    start: before < 0 ? start : Math.max(0, start - 8) + before,
    end: rest < 0 ? Math.min(text.length, end + 12) : end + rest,
  }
}
