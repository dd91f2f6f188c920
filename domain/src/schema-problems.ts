import type { TSchema } from 'typebox'
import Value from 'typebox/value'

/** One departure from a schema; `keyword` and `params` say which rule, for whoever words it for people. */
export interface SchemaProblem {
  field: string
  message: string
  keyword: string
  params: Readonly<Record<string, unknown>>
}

/** Where `value` departs from `schema`, one line a field; empty when it follows it. Unknown to no caller: TypeBox is the one validator. */
export function schemaProblems(schema: TSchema, value: unknown): SchemaProblem[] {
  if (Value.Check(schema, value)) return []
  return Value.Errors(schema, value).map(({ instancePath, message, keyword, params }) => ({
    field: instancePath.slice(1).replaceAll('/', '.'),
    message,
    keyword,
    params: params as Readonly<Record<string, unknown>>,
  }))
}
