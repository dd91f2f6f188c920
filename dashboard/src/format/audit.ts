import { type Role, roleLabel } from '@huiyin/domain/actor'
import { auditActionLabel, auditSubjectLabel } from '@huiyin/domain/audit'
import type { AuditEntryView } from '@huiyin/domain/http/audit'
import { ruleChangeLabel } from '@huiyin/domain/http/rules'
import { judgementScopeLabel } from '@huiyin/domain/judgement-change'
import { gradeLabel, type SeverityGrade } from '@huiyin/domain/severity'
import { toShanghaiText } from '@huiyin/domain/shanghai'

/** An entry of a newer program may name what this page does not know: then its code stands for itself. */
const labelIn = (labels: Record<string, string>, code: string): string => labels[code] ?? code

export const actionWords = (action: string): string => labelIn(auditActionLabel, action)

const viaLabel: Record<string, string> = {
  event: '事件页',
  'case-file': '案件页',
  'special-report': '舆情专报',
  'opinion-log': '舆情日志',
}
const kindWords: Record<string, string> = { special: '舆情专报', log: '舆情日志', ...ruleChangeLabel }
const yesOrNo = (value: unknown): string => (value ? '是' : '否')

/** What a recorded field means; one that is not here is shown as it was recorded. */
const fields: Record<string, { label: string; words?: (value: unknown) => string }> = {
  address: { label: '来源地址' },
  roles: {
    label: '角色',
    words: (roles) => (roles as Role[]).map((role) => labelIn(roleLabel, role)).join('、'),
  },
  unitCode: { label: '单位' },
  unit: { label: '单位' },
  grade: { label: '等级', words: (grade) => labelIn(gradeLabel, grade as SeverityGrade) },
  via: { label: '查阅处', words: (via) => labelIn(viaLabel, String(via)) },
  numbers: { label: '事件序号', words: (numbers) => (numbers as number[]).join('、') },
  day: { label: '日期' },
  itemId: { label: '信息' },
  granted: { label: '同意', words: yesOrNo },
  keyId: { label: '密钥编号' },
  resealed: { label: '重新加密条数' },
  queued: { label: '已排队', words: yesOrNo },
  intact: { label: '链条完整', words: yesOrNo },
  entries: { label: '条数' },
  format: { label: '格式', words: (format) => String(format).toUpperCase() },
  action: { label: '动作', words: (action) => actionWords(String(action)) },
  actor: { label: '操作人' },
  subject: { label: '对象' },
  subjectKind: { label: '对象类别', words: (kind) => labelIn(auditSubjectLabel, String(kind)) },
  from: { label: '自' },
  to: { label: '至' },
  before: { label: '第几条之前' },
  sessions: { label: '会话数' },
  means: { label: '方式' },
  caseFileId: { label: '案件' },
  regimeCode: { label: '制度' },
  kind: { label: '种类', words: (kind) => kindWords[String(kind)] ?? String(kind) },
  change: { label: '申请' },
  direction: {
    label: '方向',
    words: (way) => (way === 'raise' ? '设置' : way === 'lift' ? '解除' : String(way)),
  },
  scopes: { label: '范围', words: (scopes) => (scopes as string[]).join('、') },
  days: { label: '有效天数' },
  events: { label: '事件' },
  items: { label: '信息' },
  originals: { label: '原文' },
  answers: { label: '答复' },
  file: { label: '文件' },
  files: { label: '文件', words: (files) => (files as string[]).join('、') },
  scope: { label: '范围', words: (scope) => labelIn(judgementScopeLabel, String(scope)) },
  bytes: { label: '大小', words: (bytes) => `${Number(bytes).toLocaleString('zh-CN')} 字节` },
  sha256: { label: 'SHA-256' },
  keys: { label: '原文密钥数' },
  takenAt: { label: '备份时间', words: (at) => toShanghaiText(new Date(String(at))) },
  version: { label: '版本' },
  effectiveOn: { label: '生效日期' },
  reason: { label: '理由' },
}

/** Already said with the subject. */
const said = ['name', 'number']

/** 来源地址 10.0.0.8，角色 舆情管理员 */
export const detailWords = ({ detail }: Pick<AuditEntryView, 'detail'>): string =>
  Object.entries(detail)
    .filter(([field, value]) => !said.includes(field) && value !== null && value !== undefined)
    .map(([field, value]) => {
      const known = fields[field]
      const plain = typeof value === 'object' ? JSON.stringify(value) : String(value)
      return `${known?.label ?? field} ${known?.words?.(value) ?? plain}`
    })
    .join('，')

/** 账号 lisi · 事件 第 12 号 · 信源 county-board */
export function subjectWords({ subject, detail }: Pick<AuditEntryView, 'subject' | 'detail'>): string {
  const kind = labelIn(auditSubjectLabel, subject.kind)
  if (subject.kind === 'audit') return kind
  const { name, number } = detail
  if (typeof name === 'string') return `${kind} ${name}`
  if (typeof number === 'number') return `${kind} 第 ${number} 号`
  if (subject.id !== null) return `${kind} ${subject.id.slice(0, 8)}`
  return subject.kind === 'account' ? '未知账号' : kind
}
