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
