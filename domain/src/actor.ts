import type { UnitCode, UserId } from './ids.js'

/**
 * Roles of the field (docs/rules.md §4). 三员分立: the system administrator sees no case content, and
 * cannot audit himself.
 */
export const roles = [
  'duty-officer',
  'leader',
  'deputy-leader',
  'office',
  'unit',
  'auditor',
  'administrator',
  'display',
] as const
export type Role = (typeof roles)[number]

export const roleLabel: Record<Role, string> = {
  'duty-officer': '舆情管理员',
  leader: '领导小组组长',
  'deputy-leader': '领导小组副组长',
  office: '办公室',
  unit: '承办单位',
  auditor: '审计员',
  administrator: '系统管理员',
  display: '大屏',
}

/** Who acts: a person with roles, or one of our own services. Set per transaction; the database checks it. */
export type Actor =
  | {
      kind: 'service'
      name: 'api' | 'crawler' | 'analyzer' | 'cli'
      /** Whoever typed the command, as the operating system knows him. */
      operator?: string
    }
  | { kind: 'user'; userId: UserId; name: string; roles: readonly Role[]; unitCode: UnitCode | null }
  | { kind: 'display'; linkId: string }

/** The roles an actor holds; a service holds none and is let through by its kind. */
export const rolesOf = (actor: Actor): readonly Role[] =>
  actor.kind === 'user' ? actor.roles : actor.kind === 'display' ? ['display'] : []

const serviceLabel: Record<(Actor & { kind: 'service' })['name'], string> = {
  api: '接口',
  crawler: '采集',
  analyzer: '研判',
  cli: '命令行',
}

/** What the log and the case history call the actor. */
export const actorName = (actor: Actor): string =>
  actor.kind === 'user'
    ? actor.name
    : actor.kind === 'display'
      ? '大屏'
      : `系统（${serviceLabel[actor.name]}${actor.operator ? `，${actor.operator}` : ''}）`
