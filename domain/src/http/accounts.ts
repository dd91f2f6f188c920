import { type Static, Type } from 'typebox'
import { roles } from '../actor.js'
import { apiScopes } from '../api-token.js'
import { oneOf } from '../literal.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

export const Appoint = Type.Object(
  {
    roles: Type.Array(oneOf(roles), { minItems: 1, maxItems: 4 }),
    unitCode: Type.Optional(Type.String({ maxLength: 60 })),
  },
  { additionalProperties: false },
)
export type Appoint = Static<typeof Appoint>

/** An address from which too many sign-ins failed. */
export const AddressLockView = Type.Object({ address: Type.String(), until: Instant })
export type AddressLockView = Static<typeof AddressLockView>

export const ApiTokenView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(oneOf(apiScopes)),
  createdBy: Type.String(),
  createdAt: Instant,
  expiresAt: Instant,
  lastUsedAt: MaybeInstant,
  lastUsedFrom: MaybeText,
  revokedAt: MaybeInstant,
})
export type ApiTokenView = Static<typeof ApiTokenView>

/** A token lives a year at most: someone must look at it again. */
export const NewApiToken = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40 }),
    scopes: Type.Array(oneOf(apiScopes), { minItems: 1, maxItems: apiScopes.length, uniqueItems: true }),
    days: Type.Integer({ minimum: 1, maximum: 366 }),
  },
  { additionalProperties: false },
)
export type NewApiToken = Static<typeof NewApiToken>

/** The token stands here once and nowhere else. */
export const IssuedApiToken = Type.Object({ token: Type.String(), view: ApiTokenView })
export type IssuedApiToken = Static<typeof IssuedApiToken>
