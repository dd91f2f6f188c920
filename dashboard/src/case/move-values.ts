import type { CaseMove } from '@huiyin/domain/case-moves'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import { grouped } from '../format/number.js'
import type { MoveField, MoveForm, MoveValues } from './move-form/move-form.js'
import { moveForms } from './move-forms.js'

/** What a field starts with. */
function firstValue(field: MoveField, file: CaseFileView, unitCodes: readonly string[]): string | string[] {
  switch (field.control) {
    case 'units':
      return file.assistUnits.map(({ code }) => code)
    case 'lines':
      return []
    case 'unit':
      return file.leadUnit?.code ?? ''
    case 'unit-of-case':
      return field.optional ? '' : (unitCodes[0] ?? '')
    case 'choice':
      return field.options?.[0]?.value ?? ''
    case 'timer':
      return file.progress.unmet[0] ?? ''
    case 'instruction':
      return String(file.progress.openInstructions[0]?.actionId ?? '')
    case 'interpretation':
      return String(file.progress.openInterpretations[0]?.actionId ?? '')
    default:
      return ''
  }
}

export const firstValues = (form: MoveForm, file: CaseFileView, unitCodes: readonly string[]): MoveValues =>
  Object.fromEntries(form.fields.map((field) => [field.name, firstValue(field, file, unitCodes)]))

const lengthOf = (value: string | string[]): number =>
  Array.isArray(value) ? Math.max(0, ...value.map((line) => line.trim().length)) : value.trim().length

/** Why a text is too long, or null. The text itself stays as it was typed. */
export function overlong({ max }: MoveField, value: string | string[]): string | null {
  const length = lengthOf(value)
  if (max === undefined || length <= max) return null
  return `已填 ${grouped(length)} 字，最多 ${grouped(max)} 字：请精简，或将全文作为附件上传。已填内容没有丢失`
}

const isEmpty = (value: string | string[]): boolean =>
  Array.isArray(value) ? value.every((line) => line.trim() === '') : value.trim().length === 0

/** Texts of two characters and more are asked for; one alone says nothing. */
const isTooShort = ({ control, name }: MoveField, value: string | string[]): boolean =>
  !Array.isArray(value) && ['text', 'line'].includes(control) && name !== 'note' && value.trim().length < 2

/** Everything asked for is there. */
export const isReady = (form: MoveForm, values: MoveValues): boolean =>
  form.fields.every((field) => {
    const value = values[field.name] ?? ''
    if (isEmpty(value)) return field.optional === true
    return overlong(field, value) === null && !isTooShort(field, value)
  })

const trimmed = (value: string | string[]): string | string[] =>
  Array.isArray(value) ? value.map((line) => line.trim()).filter((line) => line !== '') : value.trim()

/** What is sent: what was left empty is left out, but for a list that says "none". */
export function bodyOf(move: CaseMove, values: MoveValues, file: CaseFileView): Record<string, unknown> {
  const form = moveForms[move]
  const said = Object.fromEntries(
    form.fields.flatMap(({ name, control }) => {
      const value = trimmed(values[name] ?? '')
      return isEmpty(value) && control !== 'units' ? [] : [[name, value]]
    }),
  ) as MoveValues
  return form.body ? form.body(said, file) : said
}
