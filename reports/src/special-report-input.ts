import type { Coverage } from '@huiyin/domain/coverage'
import { checkDisclosure, type DisclosureMark } from '@huiyin/domain/document-disclosure'
import { InvalidInput } from '@huiyin/domain/errors'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { EventView } from '@huiyin/domain/http/opinion-events'

/** Everything a 舆情专报 is written from. Nothing else is read: same input, same report. */
export interface SpecialReportInput {
  /** Full name, e.g. 青禾县. */
  readonly jurisdiction: string
  /** True: every page is marked 演示. */
  readonly demonstration: boolean
  /** 第 N 期. */
  readonly issueNumber: number
  /** The date printed in the red head. */
  readonly issuedAt: Date
  /** Defaults to 内部资料; a state-secret level is refused. */
  readonly secrecy?: string
  /** 公开属性 as it was chosen; what the rules propose when nobody did. */
  readonly disclosure?: DisclosureMark | null
  /** 编发单位; defaults to 县政务舆情领导小组办公室 with the jurisdiction's name before it. */
  readonly issuingOffice?: string
  /** 主送、抄送 of the closing lines; empty prints none. */
  readonly copyTo?: readonly string[]
  readonly event: EventView
  readonly caseFile?: CaseFileView | null
  /** Unit names by code; a code not found is printed as it is. */
  readonly unitNames?: Readonly<Record<string, string>>
  /** What could be seen since the event was found; printed as 监测覆盖说明. */
  readonly coverage: Coverage
  /** The present, for states of clocks and 截至. */
  readonly generatedAt: Date
}

/** Name of a unit by its code, from the directory given or the event itself. */
export function unitName(input: SpecialReportInput, code: string): string {
  return (
    input.unitNames?.[code] ??
    input.event.proposed.units.find((unit) => unit.code === code)?.name ??
    (input.event.unit?.code === code ? input.event.unit.name : code)
  )
}

/**
 * Refuses what may not be printed.
 * - a state-secret level: this system handles no state secrets (保守国家秘密法);
 * - an accusation sent in copy to the unit it accuses, or made public (信访工作条例 第三十条).
 * @throws InvalidInput in words that say what to do.
 */
export function checkSpecialReportInput(input: SpecialReportInput): void {
  const { event } = input
  const refuse = (field: string, message: string): never => {
    throw new InvalidInput(message, [{ field, message }])
  }
  if (event.items.length === 0)
    refuse('event.items', '该事件没有收录任何信息，无法形成专报：请先确认事件下的信息是否已被移出或合并')
  if (!Number.isInteger(input.issueNumber) || input.issueNumber < 1)
    refuse('issueNumber', '期号应为大于 0 的整数')
  for (const [field, instant] of [
    ['issuedAt', input.issuedAt],
    ['generatedAt', input.generatedAt],
  ] as const)
    if (Number.isNaN(instant.getTime())) refuse(field, '日期无效：请填写真实存在的日期和时间')
  if (/绝密|机密|秘密/.test(input.secrecy ?? ''))
    refuse('secrecy', '本系统不处理国家秘密（保守国家秘密法）：请改为“内部资料”，涉密内容请走涉密渠道办理')
  const accused = event.proposed.accused.map((code) => unitName(input, code))
  const leak = (input.copyTo ?? []).find((name) => accused.some((unit) => name.includes(unit)))
  if (leak)
    refuse(
      'copyTo',
      `“${leak}”是信息反映的单位，检举、控告材料不得透露给被反映单位（信访工作条例第三十条）：请从抄送中移除`,
    )
  if (input.disclosure)
    checkDisclosure(input.disclosure, {
      kind: 'special-report',
      walled: event.walled || accused.length > 0,
    })
}
