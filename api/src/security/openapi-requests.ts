import type { Api } from '../deps.js'

/** One operation of the OpenAPI document. */
export interface Operation {
  /** `POST /api/case-files/{id}/note`. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Names of the parameters in the query. */
  query: readonly string[]
  body: object | null
}

interface Schema {
  type?: string
  format?: string
  enum?: readonly unknown[]
  const?: unknown
  anyOf?: readonly Schema[]
  minLength?: number
  minItems?: number
  minimum?: number
  pattern?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  items?: Schema
}

interface Documented {
  parameters?: readonly { in: string; name: string }[]
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> }
}

/** Texts a pattern asks for; a new pattern in a schema is named here. */
const matching: Readonly<Record<string, string>> = {
  '^https?://': 'https://example.com/',
  '^[^\\s@<>",;]+@[^\\s@<>",;]+\\.[^\\s@<>",;]+$': 'a@example.com',
  '^[A-Za-z0-9.:_-]+$': 'mail.example.com',
  '^\\d{4}-\\d{2}-\\d{2}$': '2026-03-02',
}

/** A value the schema takes, as small as it allows: a request is then refused for whose it is, not for its form. */
function valueFor(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return valueFor(schema.anyOf[0] ?? {})
  switch (schema.type) {
    case 'string':
      if (schema.format === 'date-time') return '2026-03-02T01:00:00.000Z'
      if (schema.format === 'uuid') return '00000000-0000-4000-8000-000000000000'
      return schema.pattern && schema.pattern !== '\\S'
        ? (matching[schema.pattern] ?? 'matrix')
        : 'x'.repeat(schema.minLength ?? 1)
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => valueFor(schema.items ?? {}))
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, valueFor(schema.properties?.[name] ?? {})]),
      )
    default:
      return {}
  }
}

/** Every operation the document names: a route added tomorrow is tried tomorrow. */
export function operationsOf(app: Api): Operation[] {
  const { paths } = app.swagger() as { paths: Record<string, Record<string, Documented>> }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const schema = Object.values(requestBody?.content ?? {})[0]?.schema
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase() as Operation['method'],
        path,
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        body: schema ? (valueFor(schema) as object) : null,
      }
    }),
  )
}

export const isUnsafe = ({ method }: Operation): boolean => method !== 'GET'

/** The address with every parameter of the path filled in. */
export const addressOf = ({ path }: Operation, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? 'unknown'))
