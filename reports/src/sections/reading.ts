import type { SeverityGrade } from '@huiyin/domain/severity'
import { gradeLabel } from '@huiyin/domain/severity'
import { type CitedItem, numberItems, numbersOf, orAll, quotedIn } from '../cited-items.js'
import { type SpecialReportInput, unitName } from '../special-report-input.js'

const roman: Record<SeverityGrade, string> = { I: 'Ⅰ', II: 'Ⅱ', III: 'Ⅲ', IV: 'Ⅳ' }

/** `Ⅲ级（较大）`. */
export const gradeInWords = (grade: SeverityGrade): string => `${roman[grade]}级（${gradeLabel[grade]}）`

/** What every section reads: the input, its items numbered, and what is in force. */
export interface Reading {
  readonly input: SpecialReportInput
  readonly items: readonly CitedItem[]
  readonly all: readonly number[]
  /** Items behind the grade: those that hold the evidence words. */
  readonly graded: readonly number[]
  readonly grade: SeverityGrade
  /** The unit in force: dispatched, else decided or proposed; null when nothing points anywhere. */
  readonly lead: { code: string; name: string } | null
  /** The unit in force is one the items accuse. */
  readonly leadIsAccused: boolean
}

export function readInput(input: SpecialReportInput): Reading {
  const { event, caseFile } = input
  const items = numberItems(event.items)
  const evidence = event.proposed.factors.flatMap((factor) => factor.evidence)
  const code = caseFile?.leadUnit?.code ?? event.decision?.unitCode ?? event.unit?.code ?? null
  return {
    input,
    items,
    all: numbersOf(items),
    graded: orAll([...new Set(evidence.flatMap((e) => quotedIn(items, e.text)))], items),
    grade: caseFile?.grade ?? event.decision?.grade ?? event.grade,
    lead: code === null ? null : { code, name: caseFile?.leadUnit?.name ?? unitName(input, code) },
    leadIsAccused: code !== null && event.proposed.accused.includes(code),
  }
}
