import { type Static, Type } from 'typebox'
import { roles } from '../actor.js'
import { oneOf } from '../literal.js'
import { passwordPolicyNames } from '../password-policy.js'
import { duties } from '../session.js'
import { Instant, MaybeInstant, MaybeText } from './common.js'

/** What the sign-in page may know before anyone signs in. */
export const SiteView = Type.Object({
  name: Type.String(),
  demonstration: Type.Boolean(),
  version: Type.String(),
  passwordPolicy: oneOf(passwordPolicyNames),
  /** Where people may also sign in; null unless the installation is connected to one. */
  oidc: Type.Union([Type.Object({ label: Type.String() }), Type.Null()]),
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
  /** What must be done before anything else is let through; null: nothing. */
  duty: Type.Union([oneOf(duties), Type.Null()]),
  /** What others did to this account and its owner has not yet confirmed to have read. */
  notices: Type.Array(Type.Object({ at: Instant, words: Type.String() })),
  /** When the password policy asks for a change; null when it never does. */
  passwordDueAt: MaybeInstant,
})
export type MeView = Static<typeof MeView>

export const SignIn = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    /** Six digits of the authenticator, or a recovery code; asked for once the password was right. */
    code: Type.Optional(Type.String({ minLength: 6, maxLength: 20 })),
  },
  { additionalProperties: false },
)
export type SignIn = Static<typeof SignIn>

export const LinkParams = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) })
/** What a one-time link is for; asked before the password is set. */
export const LinkView = Type.Object({
  name: Type.String(),
  displayName: Type.String(),
  expiresAt: Instant,
  /** A link sets a password; it does not stand in for the second factor of an account that has one. */
  needsCode: Type.Boolean(),
})
export type LinkView = Static<typeof LinkView>
export const SetPassword = Type.Object(
  {
    password: Type.String({ minLength: 10, maxLength: 200 }),
    code: Type.Optional(Type.String({ minLength: 6, maxLength: 20 })),
  },
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
  hasSecondFactor: Type.Boolean(),
  mustChangePassword: Type.Boolean(),
  /** Closed to sign-in tries until then, after too many failures. */
  lockedUntil: MaybeInstant,
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
  seenAt: MaybeInstant,
})
export type DisplayLinkView = Static<typeof DisplayLinkView>
