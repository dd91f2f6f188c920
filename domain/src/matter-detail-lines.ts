import type { MatterField } from './http/matters.js'
import {
  applicantKindLabel,
  deliveryLabel,
  type MatterDetails,
  publicityLabel,
  riskGradeLabel,
} from './matter-details.js'

/** One thing the intake form asked for, as people read it. */
export interface DetailLine {
  readonly field: MatterField
  readonly label: string
  readonly value: string
}

const line = (field: MatterField, label: string, value: string | undefined): DetailLine[] =>
  value ? [{ field, label, value }] : []

/** What was registered beyond what every matter has, in the order of its form; empty fields are left out. */
export function detailLines(details: MatterDetails): DetailLine[] {
  switch (details.group) {
    case 'message':
      return line('number', '留言编号', details.number)
    case 'disclosure':
      return [
        ...line('number', '申请编号', details.number),
        ...line('applicantKind', '申请人类别', applicantKindLabel[details.applicant]),
        ...line('delivery', '获取方式', deliveryLabel[details.delivery]),
      ]
    case 'decision-preview':
      return [
        ...line('until', '预公开至', details.until),
        ...line('risk', '风险等级', riskGradeLabel[details.risk]),
        ...line('conclusion', '评估结论', details.conclusion),
        ...line('plan', '应对预案', details.plan),
      ]
    case 'document-publish':
      return [
        ...line('number', '文号', details.number),
        ...line('publicity', '公开属性', publicityLabel[details.publicity]),
      ]
    case 'activity-publish':
      return line('place', '活动地点', details.place)
  }
}
