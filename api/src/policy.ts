import { type Role, roles } from '@huiyin/domain/actor'
import type { ApiScope } from '@huiyin/domain/api-token'
import { rolesByVerb } from '@huiyin/domain/case-moves'

/** Clears the feed: every act on content. The office stands in for the duty officer. */
const officers = ['duty-officer', 'office'] as const satisfies readonly Role[]
/** Reads all content. */
const readers = [...officers, 'leader', 'deputy-leader'] as const satisfies readonly Role[]
const people = roles.filter((role) => role !== 'display')

/**
 * Who may do what, the one table (docs/rules.md §4). Rows inside a resource are a second lock and the
 * database's: a unit that may read case files reads its own. 三员分立: the administrator reads no content.
 */
const policies = {
  session: { read: roles, end: people },
  account: {
    read: ['administrator'],
    create: ['administrator'],
    invite: ['administrator'],
    disable: ['administrator'],
    appoint: ['administrator'],
    unlock: ['administrator'],
    'end-sessions': ['administrator'],
    'reset-second-factor': ['administrator'],
  },
  'own-account': { read: people, change: people },
  'address-lock': { read: ['administrator'], end: ['administrator'] },
  'api-token': { read: ['administrator'], create: ['administrator'], revoke: ['administrator'] },
  'display-link': { read: ['administrator'], create: ['administrator'], revoke: ['administrator'] },
  'opinion-event': {
    read: [...readers, 'unit'],
    decide: officers,
    accept: officers,
    dismiss: officers,
    restore: officers,
    merge: officers,
    split: officers,
    lock: officers,
    'acknowledge-alarm': officers,
    report: readers,
    'export-evidence': officers,
  },
  // The wall changes hands of two: the desk asks, a leader or the office confirms (信访工作条例 第三十条).
  'wall-change': { read: readers, request: officers, decide: ['leader', 'deputy-leader', 'office'] },
  'rejected-item': { read: readers },
  'entered-item': { read: readers, create: officers },
  'item-import': { read: officers, create: officers },
  // 登记事项: a unit reads what was registered of its own cases.
  matter: { read: [...readers, 'unit'], register: officers, change: officers },
  // Only another program pushes; people write into the form.
  'pushed-item': { create: [] },
  'watched-subject': { read: readers, try: officers, save: officers },
  'case-file': { read: [...readers, 'unit'], ...rolesByVerb },
  attachment: { read: [...readers, 'unit'], add: [...readers, 'unit'], remove: [...readers, 'unit'] },
  // What buys time takes two: the desk or the unit asks, a leader or the office approves (docs/rules.md §1).
  'clock-change': {
    read: [...readers, 'unit'],
    request: [...officers, 'unit'],
    decide: ['leader', 'deputy-leader', 'office'],
  },
  // What one person may do alone: let time run again, or count from another moment the case already knows.
  clock: { resume: officers, 'choose-start': officers },
  // 三审 (docs/rules.md §4): which level is whose is the county's to set; here stands who comes near a text at all.
  draft: {
    read: [...readers, 'unit'],
    write: [...officers, 'unit'],
    mark: [...readers, 'unit'],
    review: [...readers, 'unit'],
    'settle-wording': [...officers, 'unit'],
    'overrule-wording': ['leader', 'deputy-leader'],
    publish: [...officers, 'unit'],
  },
  'wording-request': { read: ['unit'], answer: ['unit'] },
  'review-rules': { read: [...readers, 'unit'], set: ['leader'] },
  instruction: { read: [...readers, 'unit'] },
  'opinion-log': { read: readers },
  coverage: { read: [...readers, 'administrator'] },
  // 考核: a unit reads its own row.
  'unit-appraisal': { read: [...readers, 'unit'] },
  // What judges is changed by two: the desk proposes, a leader or the office reads the replay and switches it on.
  'judgement-model': {
    read: readers,
    propose: officers,
    'set-aside': readers,
    switch: ['leader', 'deputy-leader', 'office'],
  },
  correction: { read: readers, export: officers },
  source: {
    read: [...readers, 'administrator'],
    create: ['administrator'],
    change: ['administrator'],
    sweep: [...officers, 'administrator'],
    acknowledge: [...officers, 'administrator'],
  },
  unit: { read: people },
  regime: { read: people },
  // What clocks rest on is drafted by who administers or by the office, and agreed to by a second person.
  'rule-change': {
    request: ['administrator', 'office'],
    decide: ['leader', 'deputy-leader', 'office'],
  },
  // How much waits for one's own word as the second person.
  approval: { read: people },
  calendar: { import: ['administrator', 'office'] },
  jurisdiction: { read: people, start: ['administrator'] },
  wall: { read: [...readers, 'display'] },
  stream: { read: roles },
  // An original is opened by two: the desk asks, a leader or the office agrees (个人信息保护法 第五十一条).
  'reveal-request': {
    read: readers,
    ask: officers,
    decide: ['leader', 'deputy-leader', 'office'],
    'read-original': officers,
  },
  'data-request': {
    read: readers,
    register: officers,
    decide: ['leader', 'deputy-leader', 'office'],
    execute: officers,
  },
  privacy: { read: people },
  // Each person reads what he was told; ways out are the administrator's, who reads no word of what they carry.
  notice: { read: people, answer: people },
  'notice-channel': { read: [...readers, 'administrator'], change: ['administrator'] },
  'notice-delivery': { read: [...readers, 'administrator'], 'send-again': ['administrator'] },
  // 职责日历: what the documents ask for again and again; who did it says with what proof.
  'regime-duty': { read: readers, record: officers },
  // 监督员意见 (勺米 监督员管理 四（二）): the desk registers and feeds back, the unit it is handed to answers.
  'supervisor-suggestion': {
    read: [...readers, 'unit'],
    register: officers,
    'hand-on': officers,
    answer: [...officers, 'unit'],
    'feed-back': officers,
    close: officers,
    wall: officers,
    'ask-lift': officers,
    'decide-lift': ['leader', 'deputy-leader', 'office'],
    notify: readers,
  },
  // 公开事项目录 is made to be public; the desk keeps it.
  'disclosure-item': { read: people, save: officers },
  'duty-shift': { read: people, enter: officers },
  'duty-handover': { read: readers, write: readers },
  'audit-entry': { read: ['auditor'], verify: ['auditor'], export: ['auditor'] },
} as const satisfies Record<string, Record<string, readonly Role[]>>

/** What a program with a token may ask for, by scope; an act that is not here is closed to every token. */
const scopes: Readonly<Record<string, ApiScope>> = {
  'report opinion-event': 'reports:read',
  'read opinion-log': 'reports:read',
  'read coverage': 'reports:read',
  'read source': 'status:read',
  'create pushed-item': 'items:push',
} satisfies Partial<Record<`${string} ${Resource}`, ApiScope>>

export type Resource = keyof typeof policies
export type ActionOn<R extends Resource> = keyof (typeof policies)[R]

/** What a route declares: open to anyone, or an act on a resource with the roles that may. */
export type Policy =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'roles'
      readonly act: string
      readonly roles: readonly Role[]
      /** The scope of a token that may, if any. */
      readonly scope: ApiScope | null
      /** Open to someone who must first set a password or enrol a second factor: the way to do just that. */
      readonly beforeDuty: boolean
    }

/** Declares a route open to everyone; the reason stands where it is used. */
export const anyone: Policy = { kind: 'public' }

/** Declares who may call a route. */
export const may = <R extends Resource>(action: ActionOn<R>, resource: R): Policy => ({
  kind: 'roles',
  act: `${String(action)} ${resource}`,
  roles: policies[resource][action] as readonly Role[],
  scope: scopes[`${String(action)} ${resource}`] ?? null,
  beforeDuty: resource === 'session' || resource === 'own-account',
})

export const permits = (policy: Policy, held: readonly Role[]): boolean =>
  policy.kind === 'public' || held.some((role) => policy.roles.includes(role))

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
  }
}
