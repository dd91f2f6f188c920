import { InvalidInput } from '@huiyin/domain/errors'
import { oneOf } from '@huiyin/domain/literal'
import { sourceKinds, sourceLevels } from '@huiyin/domain/source'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'

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
  const [error] = Value.Errors(schema, row)
  if (error) throw new InvalidInput(`字段 ${error.instancePath.slice(1) || '（整行）'} 有误：${error.message}`)
  return row as Static<S>
}
