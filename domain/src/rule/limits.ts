/** A limit with the reason people are told. */
interface Limit {
  readonly value: number
  readonly reason: string
}

/** What a rule may be at most: beyond it nobody can read it again. */
export const ruleLimits = {
  characters: 4_000,
  terms: 500,
  termLength: 60,
  depth: 20,
  within: 200,
} as const

/** When a subject is called too broad, too alike or too common; set here and nowhere else. */
export const subjectLimits = {
  /** Share of all items of the window. */
  broadShare: {
    value: 0.2,
    reason: '命中超过全部信息的两成，值班员逐条看不过来，等于没有筛选',
  },
  /** Fewer items than this say nothing about a share. */
  broadFrom: { value: 50, reason: '样本不足 50 条时，比例没有意义' },
  /** Share of this subject's hits that another one hits as well. */
  overlapShare: {
    value: 0.8,
    reason: '八成以上与另一专题相同，同一条信息会被重复查看',
  },
  overlapFrom: { value: 5, reason: '命中不足 5 条时，重合可能只是巧合' },
  /** Share of all items in which one word of at most `shortWord` characters is alone the reason. */
  commonShare: {
    value: 0.05,
    reason: '一个两字以内的词单独命中了二十分之一以上的信息，多半是日常用语',
  },
  shortWord: { value: 2, reason: '单字和双字词常是别的词的一部分' },
} as const satisfies Record<string, Limit>

/** The dry run looks back over this many days, and takes this long at most. */
export const dryRunLimits = { days: 7, withinMs: 4_000, page: 500, samples: 20 } as const
