import { accessLabel } from './audit/access.js'
import { caseLabel } from './audit/case.js'
import { clockLabel } from './audit/clock.js'
import { draftLabel } from './audit/draft.js'
import { dutyLabel } from './audit/duty.js'
import { eventLabel } from './audit/event.js'
import { intakeLabel } from './audit/intake.js'
import { judgementLabel } from './audit/judgement.js'
import { privacyLabel } from './audit/privacy.js'
import { systemLabel } from './audit/system.js'

/**
 * What the audit records, with its words (网络安全法 第二十一条: logs kept for at least six months; docs/rules.md §5).
 * An entry says who did what to which thing and when, by ids and numbers: never the words of a post, so that the
 * auditor, who reads no content, reads none here either. A new kind of act is added to its group in `audit/`.
 */
export const auditActionLabel = {
  ...accessLabel,
  ...dutyLabel,
  ...eventLabel,
  ...caseLabel,
  ...clockLabel,
  ...draftLabel,
  ...privacyLabel,
  ...judgementLabel,
  ...intakeLabel,
  ...systemLabel,
}
export type AuditAction = keyof typeof auditActionLabel
export const auditActions = Object.keys(auditActionLabel) as AuditAction[]

/** What an entry is about. */
export const auditSubjectLabel = {
  account: '账号',
  'opinion-event': '事件',
  'case-file': '案件',
  draft: '文稿',
  regime: '制度',
  calendar: '节假日安排',
  item: '信息',
  'reveal-request': '查看原文申请',
  'data-request': '个人信息请求',
  installation: '本系统',
  'judgement-change': '研判变更',
  correction: '更正标注',
  source: '信源',
  'item-import': '导入文件',
  'watched-subject': '监测专题',
  jurisdiction: '属地',
  'display-link': '大屏链接',
  'api-token': '接口令牌',
  notice: '通知',
  'notice-rules': '通知规则',
  'notice-channel': '通知渠道',
  'duty-shift': '排班',
  'duty-record': '定期工作登记',
  'supervisor-suggestion': '监督意见',
  'disclosure-catalogue': '公开事项目录',
  audit: '审计记录',
} as const
export type AuditSubjectKind = keyof typeof auditSubjectLabel
export const auditSubjectKinds = Object.keys(auditSubjectLabel) as AuditSubjectKind[]

/** One act to record; who and when come from the transaction it is part of. */
export interface AuditEntry {
  action: AuditAction
  subject: { kind: AuditSubjectKind; id?: string }
  /** Ids, numbers, codes and names of accounts: nothing of content, no address of a citizen. */
  detail?: object
}

/** One entry as it stands in the chain. */
export interface AuditRecord {
  /** From 1, without gaps. */
  seq: number
  at: Date
  actorKind: 'user' | 'service' | 'display'
  actorId: string
  actorName: string
  /** As recorded; an entry of a newer program may name an action this one does not know. */
  action: string
  subjectKind: string
  subjectId: string | null
  detail: Record<string, unknown>
  hash: string
}
