import type { MatterField, WrittenMatter } from './http/matters.js'

export interface MatterProblem {
  readonly field: MatterField
  /** Chinese, says what to do. */
  readonly message: string
}

/** Collects what is wrong while a form is read. */
export interface MatterReading {
  readonly written: WrittenMatter
  readonly now: Date
  refuse(field: MatterField, message: string): null
  /** The field trimmed; too long is refused, empty is ''. */
  line(field: keyof WrittenMatter & MatterField, label: string, max: number): string
  /** The same, and empty is refused. */
  needed(field: keyof WrittenMatter & MatterField, label: string, max: number): string
}

/** Reads the lines of a form; what is wrong is added to `problems`. */
export function readingOf(written: WrittenMatter, now: Date, problems: MatterProblem[]): MatterReading {
  const refuse = (field: MatterField, message: string) => {
    problems.push({ field, message })
    return null
  }
  const line: MatterReading['line'] = (field, label, max) => {
    const value = String(written[field] ?? '').trim()
    if (value.length > max)
      refuse(field, `${label}已填 ${value.length} 字，最多 ${max} 字：请精简，长材料请在登记后作为附件上传`)
    return value
  }
  return {
    written,
    now,
    refuse,
    line,
    needed: (field, label, max) => line(field, label, max) || (refuse(field, `请填写${label}`) ?? ''),
  }
}
