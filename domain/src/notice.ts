import type { Role } from './actor.js'
import type { SeverityGrade } from './severity.js'

/** What somebody must be told of; written down by the statement that makes it a fact. */
export const noticeKinds = [
  'event-found',
  'event-spike',
  'case-dispatched',
  'case-assisted',
  'case-supervised',
  'case-instructed',
  'case-fed-back',
  'case-interpretation-asked',
  'case-interpreted',
  'interpretation-late',
  'case-returned',
  'case-arbitrated',
  'case-responded',
  'case-contributed',
  'case-escalated',
  'case-measured',
  'warning-half',
  'warning-by-rule',
  'warning-most',
  'warning-due',
  'warning-overdue',
  'warning-very-overdue',
  'approval-clock',
  'approval-wall',
  'approval-reveal',
  'approval-regime',
  'approval-notices',
  'approval-judgement',
  'request-decided',
  'review-waiting',
  'review-returned',
  'review-approved',
  'review-wording',
  'source-blind',
  'calendar-missing',
  'duty-coming',
  'duty-overdue',
  'suggestion-handed-on',
  'suggestion-answered',
  'suggestion-late',
  'suggestion-lift-asked',
  'suggestion-lift-decided',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeKindLabel: Record<NoticeKind, string> = {
  'event-found': '发现舆情',
  'event-spike': '升温预警',
  'case-dispatched': '交办',
  'case-assisted': '协办',
  'case-supervised': '督办',
  'case-instructed': '领导批示',
  'case-fed-back': '批示反馈',
  'case-interpretation-asked': '布置政策解读',
  'case-interpreted': '政策解读已发布',
  'interpretation-late': '政策解读超期',
  'case-returned': '退单申请',
  'case-arbitrated': '退单裁定',
  'case-responded': '登记回应',
  'case-contributed': '协办答复',
  'case-escalated': '上报',
  'case-measured': '通报问责',
  'warning-half': '时限过半',
  'warning-by-rule': '制度提示日',
  'warning-most': '时限过八成',
  'warning-due': '时限届满',
  'warning-overdue': '超时',
  'warning-very-overdue': '严重超时',
  'approval-clock': '时限审批',
  'approval-wall': '隔离审批',
  'approval-reveal': '查看原文审批',
  'approval-regime': '制度审批',
  'approval-notices': '通知规则审批',
  'approval-judgement': '研判变更审批',
  'request-decided': '申请审批结果',
  'review-waiting': '待审签',
  'review-returned': '退回修改',
  'review-approved': '终审通过',
  'review-wording': '征求表述意见',
  'source-blind': '信源异常',
  'calendar-missing': '缺少节假日安排',
  'duty-coming': '定期工作将到期',
  'duty-overdue': '定期工作逾期',
  'suggestion-handed-on': '转办监督意见',
  'suggestion-answered': '监督意见已答复',
  'suggestion-late': '监督意见超期',
  'suggestion-lift-asked': '监督意见解除隔离申请',
  'suggestion-lift-decided': '监督意见解除隔离审批',
}

/** Posts of the ladder and of the roster. */
export const dutyPosts = ['duty', 'deputy-leader', 'leader'] as const
export type DutyPost = (typeof dutyPosts)[number]
export const dutyPostLabel: Record<DutyPost, string> = {
  duty: '值班员',
  'deputy-leader': '带班领导（副组长）',
  leader: '主要领导（组长）',
}
/** Whoever holds the role stands at the post when no shift names anyone. */
export const roleOfPost: Record<DutyPost, Role> = {
  duty: 'duty-officer',
  'deputy-leader': 'deputy-leader',
  leader: 'leader',
}

/**
 * Whom a rule speaks of. `duty`, `deputy-leader` and `leader` are who is on duty at that post, else everyone of the
 * role; `desk` is every duty officer; units are told through their people.
 */
export const noticeAudiences = [
  ...dutyPosts,
  'desk',
  'office',
  'administrator',
  'named-unit',
  'lead-unit',
  'assist-units',
  'signers',
  'author',
  'asker',
] as const
export type NoticeAudience = (typeof noticeAudiences)[number]

/** `by-grade`: I and II at once, III and IV in the next digest; `never`: nobody is told. */
export const noticeTimings = ['at-once', 'by-grade', 'digest', 'never'] as const
export type NoticeTiming = (typeof noticeTimings)[number]

export interface NoticeRule {
  readonly kind: NoticeKind
  readonly to: readonly NoticeAudience[]
  readonly when: NoticeTiming
  readonly climbs: boolean
  /** The lightest grade that lies in a person's own notices; lighter ones wait in the daily feed. Absent: every grade. */
  readonly inboxFrom?: SeverityGrade
  readonly words: string
  readonly basis: string
}

/** `HH:MM` in China. */
export type ClockTime = string

export interface NoticeRules {
  readonly quiet: { readonly from: ClockTime; readonly to: ClockTime }
  readonly digests: readonly ClockTime[]
  readonly holdSeconds: number
  /** When one shift ends and the next begins. */
  readonly shiftFrom: ClockTime
  readonly climb: readonly { readonly to: DutyPost; readonly afterMinutes: number }[]
  readonly rules: readonly NoticeRule[]
}

/** Grades I and II: told at once, by night as well, and upwards until somebody knows. */
export const isGrave = (grade: SeverityGrade | null): boolean => grade === 'I' || grade === 'II'

export const channelKinds = ['email', 'wecom', 'dingtalk', 'feishu', 'webhook'] as const
export type ChannelKind = (typeof channelKinds)[number]
export const channelKindLabel: Record<ChannelKind, string> = {
  email: '电子邮件',
  wecom: '企业微信群机器人',
  dingtalk: '钉钉群机器人',
  feishu: '飞书群机器人',
  webhook: '通用 Webhook',
}

/** Who reads what a channel carries: a post's group, one unit's, or each person his own (e-mail). */
export const channelAudiences = [...dutyPosts, 'unit', 'people'] as const
export type ChannelAudience = (typeof channelAudiences)[number]

export const deliveryStates = ['waiting', 'sending', 'sent', 'failed', 'uncertain', 'withheld'] as const
export type DeliveryState = (typeof deliveryStates)[number]
export const deliveryStateLabel: Record<DeliveryState, string> = {
  waiting: '等待发送',
  sending: '发送中',
  sent: '已送达',
  failed: '发送失败',
  uncertain: '结果不明',
  withheld: '不再发送',
}
