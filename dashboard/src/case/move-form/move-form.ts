import type { CaseMove } from '@huiyin/domain/case-moves'
import type { CaseFileView } from '@huiyin/domain/http/case-files'

/** How one thing is asked for. */
export type FieldControl =
  | 'line'
  | 'text'
  | 'unit'
  | 'units'
  | 'unit-of-case'
  | 'instant'
  | 'lines'
  | 'choice'
  | 'timer'
  | 'instruction'
  | 'interpretation'
  | 'case'

/** What has been filled in, by field name; evidence is put together when it is sent. */
export type MoveValues = Record<string, string | string[]>

export interface MoveField {
  name: string
  label: string
  control: FieldControl
  /** The longest text; kept by the server too. */
  max?: number
  optional?: boolean
  help?: string
  options?: readonly { value: string; label: string }[]
  labelFor?: (values: MoveValues, file: CaseFileView) => string
  helpFor?: (values: MoveValues, file: CaseFileView) => string
  /** Asked for only then. */
  shownFor?: (values: MoveValues, file: CaseFileView) => boolean
}

export interface MoveForm {
  title: string
  /** Said before the fields. */
  lead?: string
  fields: readonly MoveField[]
  /** What is sent, when it is not the fields as they are. */
  body?: (values: MoveValues, file: CaseFileView) => Record<string, unknown>
}

/** The moves of one kind, by name. */
export type MoveForms = Partial<Record<CaseMove, MoveForm>>
