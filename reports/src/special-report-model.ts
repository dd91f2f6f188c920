import { dateInWords } from './civil-time.js'
import { disclosureLine } from './disclosure-line.js'
import { quoted, shortened } from './plain-text.js'
import type { Section, Sentence } from './report-document.js'
import { assessment } from './sections/assessment.js'
import { coverageSection } from './sections/coverage-statement.js'
import { digest } from './sections/digest.js'
import { handling } from './sections/handling.js'
import { itemList } from './sections/item-list.js'
import { opinions } from './sections/opinions.js'
import { overview } from './sections/overview.js'
import { readInput } from './sections/reading.js'
import { spread } from './sections/spread.js'
import { checkSpecialReportInput, type SpecialReportInput } from './special-report-input.js'

/** A 舆情专报 written out, before it is set in type. */
export interface SpecialReport {
  readonly demonstration: boolean
  readonly head: {
    /** The parts of the name in red; two lines where one would be too small. */
    readonly name: readonly [jurisdiction: string, kind: string]
    readonly issue: string
    readonly office: string
    readonly date: string
    readonly secrecy: string
    readonly disclosure: string
  }
  readonly title: string
  /** 摘要. */
  readonly digest: readonly Sentence[]
  /** 一 to 六, in the order leaders know (docs/rules.md §6). */
  readonly sections: readonly Section[]
  /** 附件. */
  readonly attachment: Section
  /** 版记. */
  readonly colophon: { readonly copyTo: string; readonly printedBy: string; readonly printedOn: string }
}

/**
 * Writes the report. Pure: the same input gives the same report. Every sentence cites the items it rests on,
 * every number stands in the input, and what is missing says why.
 * @throws InvalidInput when the input may not be printed (no items, state-secret level, a leak to the accused).
 */
export function specialReportModel(input: SpecialReportInput): SpecialReport {
  checkSpecialReportInput(input)
  const reading = readInput(input)
  const office = input.issuingOffice ?? `${input.jurisdiction}政务舆情领导小组办公室`
  const copyTo = input.copyTo ?? []
  return {
    demonstration: input.demonstration,
    head: {
      name: [input.jurisdiction, '政务舆情专报'],
      issue: `第${input.issueNumber}期`,
      office,
      date: dateInWords(input.issuedAt),
      secrecy: input.secrecy ?? '内部资料',
      disclosure: disclosureLine(input.disclosure, {
        kind: 'special-report',
        walled: input.event.walled || input.event.proposed.accused.length > 0,
      }),
    },
    title: `关于${quoted(shortened(input.event.title, 60))}的舆情专报`,
    digest: digest(reading),
    sections: [
      overview(reading),
      spread(reading),
      opinions(reading),
      assessment(reading),
      handling(reading),
      coverageSection(reading),
    ],
    attachment: itemList(reading),
    colophon: {
      copyTo: copyTo.length > 0 ? `${copyTo.join('，')}。` : '',
      printedBy: office,
      printedOn: `${dateInWords(input.issuedAt)}印发`,
    },
  }
}
