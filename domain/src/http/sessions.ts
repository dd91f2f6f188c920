import { type Static, Type } from 'typebox'
import { roles } from '../actor.js'
import { oneOf } from '../literal.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

/** What the sign-in page may know before anyone signs in. */
export const SiteView = Type.Object({
  name: Type.String(),
  demonstration: Type.Boolean(),
  version: Type.String(),
})
export type SiteView = Static<typeof SiteView>

/** Who is signed in. `csrf` goes back in the header `x-huiyin-csrf` of every unsafe request. */
export const MeView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  roles: Type.Array(oneOf(roles)),
  unitCode: MaybeText,
  unitName: MaybeText,
  csrf: Type.String(),
})
export type MeView = Static<typeof MeView>

export const SignIn = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)
export type SignIn = Static<typeof SignIn>

export const LinkParams = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) })
/** What a one-time link is for; asked before the password is set. */
export const LinkView = Type.Object({ name: Type.String(), displayName: Type.String(), expiresAt: Instant })
export type LinkView = Static<typeof LinkView>
export const SetPassword = Type.Object(
  { password: Type.String({ minLength: 10, maxLength: 200 }) },
  { additionalProperties: false },
)
export type SetPassword = Static<typeof SetPassword>

export const AccountView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  displayName: Type.String(),
  roles: Type.Array(oneOf(roles)),
  unitCode: MaybeText,
  hasPassword: Type.Boolean(),
  createdAt: Instant,
  disabledAt: MaybeInstant,
})
export type AccountView = Static<typeof AccountView>

export const NewAccount = Type.Object(
  {
    name: Type.String({ pattern: '^[a-zA-Z0-9._\\-\\u4e00-\\u9fff]{2,40}$' }),
    displayName: Type.String({ minLength: 1, maxLength: 40 }),
    roles: Type.Array(oneOf(roles), { minItems: 1, maxItems: 4 }),
    unitCode: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type NewAccount = Static<typeof NewAccount>

/** A path such as `/sign-in/TOKEN`, shown once. */
export const IssuedLink = Type.Object({ path: Type.String(), expiresAt: MaybeInstant })
export type IssuedLink = Static<typeof IssuedLink>

export const DisplayLinkView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  createdBy: Type.String(),
  createdAt: Instant,
  revokedAt: MaybeInstant,
})
export type DisplayLinkView = Static<typeof DisplayLinkView>
