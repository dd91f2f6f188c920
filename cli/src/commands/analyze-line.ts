import type { AnalyzerInput } from '@huiyin/analyzer/analyze'
import { InvalidInput } from '@huiyin/domain/errors'
import { oneOf } from '@huiyin/domain/literal'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { wordSchemaProblems } from '@huiyin/domain/schema-words'
import { sourceKinds, sourceLevels } from '@huiyin/domain/source'
import { type Static, type TSchema, Type } from 'typebox'

const Count = Type.Optional(Type.Number({ minimum: 0 }))

/** One line of `analyze` and `cluster`. Fields it does not know are passed over. */
export const AnalyzeLine = Type.Object({
  id: Type.Union([Type.String(), Type.Number()]),
  title: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  text: Type.String(),
  publishedAt: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  source: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String()),
      kind: Type.Optional(oneOf(sourceKinds)),
      level: Type.Optional(oneOf(sourceLevels)),
    }),
  ),
  engagement: Type.Optional(Type.Object({ reads: Count, comments: Count, likes: Count, shares: Count })),
})
export type AnalyzeLine = Static<typeof AnalyzeLine>

/** @throws InvalidInput naming the field that is wrong. */
export function checkLine<S extends TSchema>(schema: S, row: unknown): Static<S> {
  const [problem] = wordSchemaProblems(schemaProblems(schema, row))
  if (problem) throw new InvalidInput(`字段 ${problem.field || '（整行）'} 有误：${problem.message}`)
  return row as Static<S>
}

const present = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined

/** The line as the analyzer takes it: fields that say nothing are left out. */
export function toPost({ title, text, publishedAt, source, engagement }: AnalyzeLine): AnalyzerInput {
  return {
    text,
    ...(present(title) ? { title } : {}),
    ...(present(publishedAt) ? { publishedAt } : {}),
    ...(source ? { source: source as AnalyzerInput['source'] & object } : {}),
    ...(engagement ? { engagement: engagement as AnalyzerInput['engagement'] & object } : {}),
  }
}
