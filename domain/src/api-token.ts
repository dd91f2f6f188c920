import type { Role } from './actor.js'

/** What another program may be let in for. A scope is one purpose; nothing is granted beside it. */
export const apiScopes = ['reports:read', 'status:read', 'items:push'] as const
export type ApiScope = (typeof apiScopes)[number]

export const apiScopeLabel: Record<ApiScope, string> = {
  'reports:read': '读取舆情日志与专报',
  'status:read': '读取信源运行状况',
  'items:push': '推送信息（不能读取）',
}

/** As whom the database takes a program: the role whose rows it may read, and none that acts. */
export const roleOfScope: Record<ApiScope, Role | null> = {
  'reports:read': 'leader',
  'status:read': null,
  'items:push': null,
}
