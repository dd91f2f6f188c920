import { caseActionLabel } from './case-action.js'
import { type CaseMove, caseMoves } from './case-moves.js'

/** Every move on a case file is recorded under its own name. */
const caseAuditActions = Object.keys(caseMoves).map((kind) => `case.${kind}`) as `case.${CaseMove}`[]
const caseAuditLabel = Object.fromEntries(
  Object.keys(caseMoves).map((kind) => [`case.${kind}`, caseActionLabel[kind as CaseMove]]),
) as Record<`case.${CaseMove}`, string>

/**
 * What the audit records (网络安全法 第二十一条: logs kept for at least six months; docs/rules.md §5). An entry
 * says who did what to which thing and when, by ids and numbers: never the words of a post, so that the auditor,
 * who reads no content, reads none here either. A new kind of act is added here and given its label below.
 */
export const auditActions = [
  'session.opened',
  'session.refused',
  'session.locked-out',
  'session.ended',
  'session.revoked',
  'sign-in-link.issued',
  'sign-in-link.used',
  'account.created',
  'account.changed',
  'account.disabled',
  'account.unlocked',
  'address.unlocked',
  'password.changed',
  'second-factor.enrolled',
  'second-factor.removed',
  'second-factor.reset',
  'recovery-codes.renewed',
  'recovery-code.used',
  'api-token.issued',
  'api-token.revoked',
  'notice.acknowledged',
  'notice.sent-again',
  'channel.created',
  'channel.changed',
  'channel.removed',
  'channel.tested',
  'roster.entered',
  'roster.removed',
  'event.decided',
  'event.accepted',
  'event.dismissed',
  'event.restored',
  'event.merged',
  'event.merge-undone',
  'event.split',
  'event.locked',
  'event.unlocked',
  'event.alarm-acknowledged',
  'event.walled-read',
  'report.downloaded',
  ...caseAuditActions,
  'clock.asked',
  'clock.approved',
  'clock.refused',
  'clock.resumed',
  'clock.start-changed',
  'rule.asked',
  'rule.approved',
  'rule.refused',
  'calendar.imported',
  'draft.written',
  'draft.submitted',
  'draft.passed',
  'draft.returned',
  'draft.withdrawn',
  'draft.wording-asked',
  'draft.wording-settled',
  'draft.published',
  'draft.sheet-read',
  'review-rules.set',
  'case.letter-read',
  'case.taken-over',
  'attachment.added',
  'attachment.read',
  'attachment.removed',
  'wall.asked',
  'wall.approved',
  'wall.refused',
  'reveal.asked',
  'reveal.approved',
  'reveal.refused',
  'reveal.read',
  'data-request.registered',
  'data-request.decided',
  'data-request.executed',
  'data-request.subject-read',
  'retention.applied',
  'original-keys.rotated',
  'judgement.proposed',
  'judgement.switched',
  'correction.exported',
  'source.saved',
  'source.enabled',
  'source.disabled',
  'source.swept',
  'source-alarm.acknowledged',
  'item.entered',
  'item-import.uploaded',
  'item-import.confirmed',
  'item-import.cancelled',
  'items.pushed',
  'subject.saved',
  'subject.enabled',
  'subject.disabled',
  'jurisdiction.started',
  'display-link.issued',
  'display-link.revoked',
  'audit.searched',
  'audit.verified',
  'audit.exported',
] as const
export type AuditAction = (typeof auditActions)[number]

export const auditActionLabel: Record<AuditAction, string> = {
  'session.opened': '登录成功',
  'session.refused': '登录失败',
  'session.locked-out': '登录锁定',
  'session.ended': '退出登录',
  'session.revoked': '强制下线',
  'sign-in-link.issued': '发放登录链接',
  'sign-in-link.used': '使用登录链接',
  'account.created': '新建账号',
  'account.changed': '变更账号',
  'account.disabled': '停用账号',
  'account.unlocked': '解除账号锁定',
  'address.unlocked': '解除地址锁定',
  'password.changed': '修改密码',
  'second-factor.enrolled': '启用二次验证',
  'second-factor.removed': '停用二次验证',
  'second-factor.reset': '重置他人二次验证',
  'recovery-codes.renewed': '更换恢复码',
  'recovery-code.used': '使用恢复码',
  'api-token.issued': '签发接口令牌',
  'api-token.revoked': '撤销接口令牌',
  'notice.acknowledged': '知悉通知',
  'notice.sent-again': '重新发送通知',
  'channel.created': '添加通知渠道',
  'channel.changed': '启用或停用通知渠道',
  'channel.removed': '删除通知渠道',
  'channel.tested': '测试通知渠道',
  'roster.entered': '导入排班',
  'roster.removed': '删除班次',
  'event.decided': '改定研判',
  'event.accepted': '受理',
  'event.dismissed': '不予受理',
  'event.restored': '撤销不予受理',
  'event.merged': '合并事件',
  'event.merge-undone': '撤销合并',
  'event.split': '拆分事件',
  'event.locked': '锁定事件',
  'event.unlocked': '解除事件锁定',
  'event.alarm-acknowledged': '知悉升温预警',
  'event.walled-read': '查阅涉检举事项',
  'report.downloaded': '下载报告',
  ...caseAuditLabel,
  'clock.asked': '申请变更时限',
  'clock.approved': '批准变更时限',
  'clock.refused': '不批准变更时限',
  'clock.resumed': '恢复计时',
  'clock.start-changed': '变更起算时间',
  'rule.asked': '申请变更制度',
  'rule.approved': '批准变更制度',
  'rule.refused': '不批准变更制度',
  'calendar.imported': '导入节假日安排',
  'draft.written': '起草文稿',
  'draft.submitted': '文稿送审',
  'draft.passed': '审签通过',
  'draft.returned': '审签退回',
  'draft.withdrawn': '撤回文稿',
  'draft.wording-asked': '征求文字确认',
  'draft.wording-settled': '确认涉及机关的文字',
  'draft.published': '登记发布',
  'draft.sheet-read': '打印审签单',
  'review-rules.set': '设置审签规则',
  'case.letter-read': '打印交办单、督办单',
  'case.taken-over': '接管编辑',
  'attachment.added': '上传附件',
  'attachment.read': '下载附件',
  'attachment.removed': '移除附件',
  'wall.asked': '申请设置或解除隔离',
  'wall.approved': '同意隔离申请',
  'wall.refused': '不同意隔离申请',
  'reveal.asked': '申请查看原文',
  'reveal.approved': '同意查看原文',
  'reveal.refused': '不同意查看原文',
  'reveal.read': '查看原文',
  'data-request.registered': '登记个人信息请求',
  'data-request.decided': '审批个人信息请求',
  'data-request.executed': '执行个人信息请求',
  'data-request.subject-read': '查看个人信息请求申请人',
  'retention.applied': '到期删除',
  'original-keys.rotated': '更换原文密钥',
  'judgement.proposed': '提出研判变更',
  'judgement.switched': '启用或恢复研判版本',
  'correction.exported': '导出更正标注',
  'source.saved': '新增或更新信源',
  'source.enabled': '启用信源',
  'source.disabled': '停用信源',
  'source.swept': '手动采集',
  'source-alarm.acknowledged': '确认信源告警',
  'item.entered': '录入信息',
  'item-import.uploaded': '上传导入文件',
  'item-import.confirmed': '确认导入',
  'item-import.cancelled': '取消导入',
  'items.pushed': '接口推送信息',
  'subject.saved': '保存监测专题',
  'subject.enabled': '启用监测专题',
  'subject.disabled': '停用监测专题',
  'jurisdiction.started': '启用正式属地',
  'display-link.issued': '生成大屏链接',
  'display-link.revoked': '撤销大屏链接',
  'audit.searched': '查询审计',
  'audit.verified': '校验审计链',
  'audit.exported': '导出审计',
}

/** What an entry is about. */
export const auditSubjectKinds = [
  'account',
  'opinion-event',
  'case-file',
  'draft',
  'regime',
  'calendar',
  'item',
  'reveal-request',
  'data-request',
  'installation',
  'judgement-change',
  'correction',
  'source',
  'item-import',
  'watched-subject',
  'jurisdiction',
  'display-link',
  'api-token',
  'notice',
  'notice-channel',
  'duty-shift',
  'audit',
] as const
export type AuditSubjectKind = (typeof auditSubjectKinds)[number]

export const auditSubjectLabel: Record<AuditSubjectKind, string> = {
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
  'notice-channel': '通知渠道',
  'duty-shift': '排班',
  audit: '审计记录',
}

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

/** How a chain can be broken; each says what an auditor should think of. */
export const auditProblemKinds = [
  'changed',
  'missing',
  'truncated',
  'rewritten',
  'other-key',
  'bad-head',
] as const
export type AuditProblemKind = (typeof auditProblemKinds)[number]

export const auditProblemLabel: Record<AuditProblemKind, string> = {
  changed: '记录被改动',
  missing: '记录缺失',
  truncated: '末尾被截断',
  rewritten: '整链被重写',
  'other-key': '密钥不符',
  'bad-head': '链头文件异常',
}

export interface AuditProblem {
  kind: AuditProblemKind
  /** First and last entry concerned. */
  from: number
  to: number
  message: string
}

/** What a check of the whole chain found. */
export interface AuditVerification {
  intact: boolean
  /** How many entries there are, and the last of them. */
  entries: number
  head: { seq: number; hash: string } | null
  /** Exported heads the chain was compared with: with none, a cut-off tail cannot be told from a short chain. */
  headsCompared: number
  problems: AuditProblem[]
}
