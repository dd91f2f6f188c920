import { readFileSync } from 'node:fs'
import { oneOf } from '@huiyin/domain/literal'
import {
  dutyPosts,
  type NoticeRules,
  noticeAudiences,
  noticeKinds,
  noticeTimings,
} from '@huiyin/domain/notice'
import { severityGrades } from '@huiyin/domain/severity'
import { Type } from 'typebox'
import { noticeRuleProblems } from './notice-rule-problems.js'
import { dataFolder, parseYaml } from './read-yaml.js'

const closed = { additionalProperties: false } as const
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
/** Only these blanks exist: none of them is a word of what people wrote. */
const words = Type.String({
  pattern: '^([^{}]|\\{(grade|number|timer|limit|source|year|duty|request|outcome)\\})+$',
})

const NoticesFile = Type.Object(
  {
    version: Type.String({ pattern: '^\\d+\\.\\d+\\.\\d+$' }),
    quiet: Type.Object({ from: time, to: time }, closed),
    digests: Type.Array(time, { minItems: 1, uniqueItems: true }),
    holdSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
    shiftFrom: time,
    climb: Type.Array(
      Type.Object({ to: oneOf(dutyPosts), afterMinutes: Type.Integer({ minimum: 0 }) }, closed),
      { minItems: 1 },
    ),
    climbBasis: Type.String({ minLength: 2 }),
    rules: Type.Array(
      Type.Object(
        {
          kind: oneOf(noticeKinds),
          to: Type.Array(oneOf(noticeAudiences), { minItems: 1, uniqueItems: true }),
          when: oneOf(noticeTimings),
          climbs: Type.Boolean(),
          inboxFrom: Type.Optional(oneOf(severityGrades)),
          words,
          basis: Type.String({ minLength: 2 }),
        },
        closed,
      ),
    ),
  },
  closed,
)

/** The rules the program came with and the text they were read from. */
export interface ShippedNoticeRules {
  readonly rules: NoticeRules
  readonly yaml: string
}

let loaded: ShippedNoticeRules | null = null

/**
 * Who is told of what, `keywords/data/notices.yml`; read once a process.
 * @throws InvalidInput naming file, line and field.
 */
export function shippedNoticeRules(): ShippedNoticeRules {
  if (!loaded) {
    const yaml = readFileSync(new URL('notices.yml', dataFolder), 'utf8')
    loaded = { rules: parseNoticeRules(yaml, 'notices.yml'), yaml }
  }
  return loaded
}

/** Who is told of what, in YAML. @throws InvalidInput naming file, line and field of every departure. */
export function parseNoticeRules(yaml: string, name: string): NoticeRules {
  const { version: _, climbBasis: __, ...rules } = parseYaml(yaml, name, NoticesFile, noticeRuleProblems)
  return rules
}
