import type { RouteOptions } from 'fastify'
import { type TProperties, Type } from 'typebox'
import type { Api } from '../deps.js'

interface OpenObject {
  type?: string
  properties?: TProperties
  additionalProperties?: unknown
}

/** The same object without room for more; one that says itself what it takes beside its fields is left alone. */
const closed = (schema: unknown): unknown => {
  const { type, properties, additionalProperties } = (schema ?? {}) as OpenObject
  return type === 'object' && properties && additionalProperties === undefined
    ? Type.Object(properties, { additionalProperties: false })
    : schema
}

/**
 * A field nobody asked for is refused, never dropped in silence: a misspelt filter would otherwise show everything, and
 * a field a later version reads could be set today (ASVS 5.0 V15.3.3). Queries of routes that take none are closed too.
 */
export function closeSchemas(app: Api): void {
  app.addHook('onRoute', (route: RouteOptions) => {
    if (!route.url.startsWith('/api/') || !route.config?.policy) return
    const schema = route.schema ?? {}
    schema.querystring = schema.querystring
      ? closed(schema.querystring)
      : Type.Object({}, { additionalProperties: false })
    if (schema.body) schema.body = closed(schema.body)
    route.schema = schema
  })
}
