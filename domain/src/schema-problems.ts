import type { TSchema } from 'typebox'
import Value from 'typebox/value'

/** Where `value` departs from `schema`, one line a field; empty when it follows it. Unknown to no caller: TypeBox is the one validator. */
export function schemaProblems(schema: TSchema, value: unknown): { field: string; message: string }[] {
  if (Value.Check(schema, value)) return []
  return Value.Errors(schema, value).map(({ instancePath, message }) => ({
    field: instancePath.slice(1).replaceAll('/', '.'),
    message,
  }))
}
