import { type Static, Type } from 'typebox'
import { oneOf } from './literal.js'
import { ReadDefinition } from './source-reading.js'

/** What a source is, as the field sorts platforms. */
export const sourceKinds = ['government', 'board', 'forum', 'wechat', 'weibo', 'news', 'manual'] as const
export type SourceKind = (typeof sourceKinds)[number]
export const sourceKindLabel: Record<SourceKind, string> = {
  government: '政府网站',
  board: '留言板',
  forum: '论坛',
  wechat: '微信',
  weibo: '微博',
  news: '新闻',
  manual: '人工录入',
}

/** 媒体层级, for the factor “media involvement” (和硕 第九条；勺米 回应关切 二(二)). */
export const sourceLevels = ['central', 'provincial', 'city', 'county', 'portal', 'self-media'] as const
export type SourceLevel = (typeof sourceLevels)[number]
export const sourceLevelLabel: Record<SourceLevel, string> = {
  central: '中央媒体',
  provincial: '省级媒体',
  city: '市级媒体',
  county: '县级平台',
  portal: '商业门户',
  'self-media': '自媒体',
}

/** How items come from a source that nobody sweeps: a person writes them down, brings a file, or a program sends them. */
export const receivedWays = ['entry', 'import', 'push'] as const
export type ReceivedWay = (typeof receivedWays)[number]
export const receivedWayLabel: Record<ReceivedWay, string> = {
  entry: '联络员录入',
  import: '文件导入',
  push: '接口推送',
}

/** A source as a reviewed YAML file says it. */
export const SourceDefinition = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }),
    name: Type.String({ minLength: 1, maxLength: 60 }),
    kind: oneOf(sourceKinds),
    level: oneOf(sourceLevels),
    url: Type.String({ pattern: '^https?://' }),
    /** Seconds between two sweeps. */
    everySeconds: Type.Integer({ minimum: 5, maximum: 86_400 }),
    /** Bounds of the pace: never sooner when busy, never later at night. */
    fastestSeconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 86_400 })),
    slowestSeconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 86_400 })),
    /** 重点信源: 平稳 may not be printed while it is blind. */
    key: Type.Optional(Type.Boolean()),
    /** The source itself belongs to the jurisdiction, so its items need not name a place. */
    local: Type.Optional(Type.Boolean()),
    charset: Type.Optional(Type.String({ minLength: 2 })),
    /** Further addresses that carry the same account: the first that answers serves, in this order. */
    mirrors: Type.Optional(Type.Array(Type.String({ pattern: '^https?://' }), { minItems: 1, maxItems: 10 })),
    read: ReadDefinition,
  },
  { additionalProperties: false },
)
export type SourceDefinition = Static<typeof SourceDefinition>

/** What is known of every source, swept or not. */
export type SourceDescription = Omit<SourceDefinition, 'read'>

/** How a sweep ended. `blind`: it ran but fetched nothing, which is an alarm, never a success. */
export const sweepOutcomes = ['ok', 'quiet', 'blind', 'failed', 'skipped'] as const
export type SweepOutcome = (typeof sweepOutcomes)[number]

/** Health of a source in words; quiet is normal, blind is not (docs/rules.md §7). */
export const sourceHealths = ['normal', 'quiet', 'doubtful', 'blind', 'disabled', 'waiting'] as const
export type SourceHealth = (typeof sourceHealths)[number]
export const sourceHealthLabel: Record<SourceHealth, string> = {
  normal: '正常',
  quiet: '安静',
  doubtful: '存疑',
  blind: '失明',
  disabled: '停用',
  waiting: '待采集',
}

/** One line of a sweep's error list, kept with the sweep. */
export interface SweepError {
  url: string
  /** Machine word: dns, refused, timeout, http-500, robots, charset, selector, too-large, address, browser-missing … */
  code: string
  /** Chinese, says what happened and what to do. */
  message: string
  /** Posts behind it were not put in line: the next sweep reads the list to its end. */
  leftOut?: boolean
}

/** The figures of one sweep. */
export interface SweepCounts {
  /** Entries seen on the list pages or in the feed. */
  fetched: number
  /** Items stored now for the first time. */
  new: number
  /** Entries already known (same cleaned URL or same content). */
  duplicates: number
}
