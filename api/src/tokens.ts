import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits: sessions and one-time links. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored of a token. It is random, so a plain hash is enough: there is nothing to guess. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Each use of the secret is keyed by its purpose, so that one kind of token never passes for another. */
const sign = (secret: string, purpose: string, text: string): string =>
  createHmac('sha256', secret).update(`${purpose}\0${text}`).digest('base64url')

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The CSRF token of a session: derived, so nothing more is stored and it ends with the session. */
export const csrfOf = (secret: string, sessionToken: string): string => sign(secret, 'csrf', sessionToken)

export const isCsrfOf = (secret: string, sessionToken: string, given: unknown): boolean =>
  typeof given === 'string' && same(given, csrfOf(secret, sessionToken))

/** The signed key of a display link: `id.signature`. */
export const displayToken = (secret: string, linkId: string): string =>
  `${linkId}.${sign(secret, 'display', linkId)}`

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The id of the display link that `token` was signed for, or null. Whether it is revoked is the database's to say. */
export function displayLinkOf(secret: string, token: string): string | null {
  const [id = '', signature = ''] = token.split('.')
  return uuid.test(id) && same(signature, sign(secret, 'display', id)) ? id : null
}
