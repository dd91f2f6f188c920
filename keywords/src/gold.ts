import { oneOf } from '@huiyin/domain/literal'
import { severityGrades } from '@huiyin/domain/severity'
import { type Static, Type } from 'typebox'
import { unitGroups } from './directory.js'
import { readYaml } from './read-yaml.js'

const closed = { additionalProperties: false } as const

const GoldPost = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9-]+$' }),
    title: Type.Optional(Type.String({ minLength: 1 })),
    text: Type.String({ minLength: 1 }),
    grade: oneOf(severityGrades),
    /** Group of the lead unit, where one body is plainly responsible. */
    group: Type.Optional(oneOf(unitGroups)),
    /** What the post stands for, in the words of the grading rules. */
    why: Type.String({ minLength: 2 }),
  },
  closed,
)
export type GoldPost = Static<typeof GoldPost>
const GoldFile = Type.Object({ version: Type.String(), posts: Type.Array(GoldPost, { minItems: 1 }) }, closed)

/** The standard set that every change of the judge is replayed on. @throws InvalidInput naming file, line and field. */
export const loadGold = (): readonly GoldPost[] => readYaml('../gold/posts.yml', GoldFile).posts
