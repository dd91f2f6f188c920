import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import type { MatterGroup } from './matter.js'

/** 勺米 依申请公开 第四条（一）1: who applies. */
export const applicantKinds = ['citizen', 'organization'] as const
export const applicantKindLabel: Record<(typeof applicantKinds)[number], string> = {
  citizen: '公民',
  organization: '法人或者其他组织',
}
/** 获取信息的方式、途径 (勺米 依申请公开 第四条（一）1、第五条). */
export const deliveries = ['electronic', 'post', 'fax', 'in-person', 'reading'] as const
export const deliveryLabel: Record<(typeof deliveries)[number], string> = {
  electronic: '电子邮件',
  post: '邮寄',
  fax: '传真',
  'in-person': '自行领取',
  reading: '当场阅读、抄录',
}
/** 社会稳定风险评估 of a major decision (和硕 第九条, 北仑 二(二)). */
export const riskGrades = ['high', 'medium', 'low'] as const
export const riskGradeLabel: Record<(typeof riskGrades)[number], string> = {
  high: '高',
  medium: '中',
  low: '低',
}
/** 公文公开属性 (勺米 公文公开属性). */
export const publicities = ['open', 'on-request', 'closed'] as const
export const publicityLabel: Record<(typeof publicities)[number], string> = {
  open: '主动公开',
  'on-request': '依申请公开',
  closed: '不公开',
}

const closed = { additionalProperties: false } as const
const line = (max: number) => Type.String({ minLength: 1, maxLength: max })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })

/** What the intake form of each group asks for beyond title, text, start and channel; as stored, masked. */
const matterDetails = {
  message: Type.Object({ group: Type.Literal('message'), number: Type.Optional(line(100)) }, closed),
  disclosure: Type.Object(
    {
      group: Type.Literal('disclosure'),
      applicant: oneOf(applicantKinds),
      delivery: oneOf(deliveries),
      number: line(100),
      /** 内容不明确: the applicant must be told once, within seven working days, what to amend (第四条（二）3). */
      unclear: Type.Boolean(),
    },
    closed,
  ),
  'decision-preview': Type.Object(
    {
      group: Type.Literal('decision-preview'),
      /** The last day on which it is open to comment. */
      until: Day,
      risk: oneOf(riskGrades),
      conclusion: line(2000),
      plan: line(2000),
    },
    closed,
  ),
  'document-publish': Type.Object(
    { group: Type.Literal('document-publish'), number: line(100), publicity: oneOf(publicities) },
    closed,
  ),
  'activity-publish': Type.Object(
    { group: Type.Literal('activity-publish'), place: Type.Optional(line(200)) },
    closed,
  ),
} as const satisfies Record<MatterGroup, unknown>

export const MatterDetails = Type.Union([
  matterDetails.message,
  matterDetails.disclosure,
  matterDetails['decision-preview'],
  matterDetails['document-publish'],
  matterDetails['activity-publish'],
])
export type MatterDetails = Static<typeof MatterDetails>
export type MatterDetailsOf<Group extends MatterGroup> = Extract<MatterDetails, { group: Group }>

/** How an application was answered (勺米 依申请公开 第四条（三）; 政府信息公开条例 第三十六条). */
export const disclosureOutcomes = ['open', 'partly', 'refused', 'unavailable', 'not-handled'] as const
export type DisclosureOutcome = (typeof disclosureOutcomes)[number]
export const disclosureOutcomeLabel: Record<DisclosureOutcome, string> = {
  open: '予以公开',
  partly: '部分公开',
  refused: '不予公开',
  unavailable: '无法提供',
  'not-handled': '不予处理',
}
