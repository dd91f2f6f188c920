import { type Static, Type } from 'typebox'
import { oneOf } from '../literal.js'
import { sessionMeans } from '../session.js'
import { Instant, MaybeInstant } from './common.js'

export const SessionView = Type.Object({
  id: Type.String(),
  /** The session that asks. */
  own: Type.Boolean(),
  address: Type.String(),
  /** Browser and system in words. */
  device: Type.String(),
  means: oneOf(sessionMeans),
  createdAt: Instant,
  seenAt: Instant,
})
export type SessionView = Static<typeof SessionView>

/** 我的账号: what its owner may see and change of it. */
export const OwnAccountView = Type.Object({
  hasPassword: Type.Boolean(),
  passwordSetAt: MaybeInstant,
  passwordDueAt: MaybeInstant,
  secondFactor: Type.Object({
    enrolled: Type.Boolean(),
    required: Type.Boolean(),
    recoveryCodesLeft: Type.Integer(),
  }),
  notices: Type.Array(Type.Object({ at: Instant, words: Type.String(), seen: Type.Boolean() })),
})
export type OwnAccountView = Static<typeof OwnAccountView>

const Password = Type.String({ minLength: 1, maxLength: 200 })
const Code = Type.String({ minLength: 6, maxLength: 20 })

export const ChangePassword = Type.Object(
  { current: Password, password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)
export type ChangePassword = Static<typeof ChangePassword>

/** The password once more before a second factor changes; an account without one leaves it out. */
export const ProvePassword = Type.Object(
  { password: Type.Optional(Password) },
  { additionalProperties: false },
)
export type ProvePassword = Static<typeof ProvePassword>

export const ProveCode = Type.Object({ code: Code }, { additionalProperties: false })
export type ProveCode = Static<typeof ProveCode>

export const ProveBoth = Type.Object(
  { password: Type.Optional(Password), code: Code },
  { additionalProperties: false },
)
export type ProveBoth = Static<typeof ProveBoth>

/** Shown once: the picture for the authenticator's camera and the same secret for typing. */
export const SecondFactorOffer = Type.Object({
  /** An SVG document. */
  picture: Type.String(),
  /** Base32 in groups of four. */
  secret: Type.String(),
})
export type SecondFactorOffer = Static<typeof SecondFactorOffer>

/** Shown once; each lets its owner in once when the authenticator is lost. */
export const RecoveryCodes = Type.Object({ recoveryCodes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>
