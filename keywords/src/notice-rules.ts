import { oneOf } from '@huiyin/domain/literal'
import { dutyPosts, type NoticeRules, noticeAudiences, noticeKinds } from '@huiyin/domain/notice'
import { severityGrades } from '@huiyin/domain/severity'
import { Type } from 'typebox'
import { readYaml } from './read-yaml.js'

const closed = { additionalProperties: false } as const
const time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
/** Only these blanks exist: none of them is a word of what people wrote. */
const words = Type.String({ pattern: '^([^{}]|\\{(grade|number|timer|limit|source|year|duty)\\})+$' })

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
          when: oneOf(['at-once', 'by-grade', 'digest'] as const),
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

let loaded: NoticeRules | null = null

/**
 * Who is told of what, `keywords/data/notices.yml`; read once a process.
 * @throws InvalidInput naming file, line and field.
 */
export function loadNoticeRules(): NoticeRules {
  loaded ??= readYaml('notices.yml', NoticesFile)
  return loaded
}
