import type { MoveField } from './move-form.js'

/** The values of a choice with their words, in their order. */
export const optionsOf = <Value extends string>(values: readonly Value[], labels: Record<Value, string>) =>
  values.map((value) => ({ value, label: labels[value] }))

export const reason = (label = '理由'): MoveField => ({ name: 'reason', label, control: 'text', max: 2000 })
export const note = (label: string): MoveField => ({
  name: 'note',
  label,
  control: 'text',
  max: 2000,
  optional: true,
})
/** The unit of the case that acts or is spoken to. */
export const actingUnit: MoveField = { name: 'unitCode', label: '单位', control: 'unit-of-case' }
