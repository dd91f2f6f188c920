import { Secret, TOTP } from 'otpauth'
import { renderSVG } from 'uqr'

/**
 * RFC 6238 as every authenticator app speaks it: SHA-1, six digits, thirty seconds. One step before and after is
 * taken, for a clock that is a little off and a hand that is a little slow (RFC 6238 5.2).
 */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const
const window = 1

const isTotpForm = (code: string): boolean => /^\d{6}$/.test(code)

/** A fresh secret in Base32: 160 bits, the length of the hash (RFC 4226 4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

const totpOf = (secret: string): TOTP => new TOTP({ ...form, secret: Secret.fromBase32(secret) })

/** The time step a code belongs to, or null when it is of none around `now`. Whether it was used is not asked here. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!isTotpForm(code)) return null
  const totp = totpOf(secret)
  const timestamp = now.getTime()
  const delta = totp.validate({ token: code, timestamp, window })
  return delta === null ? null : totp.counter({ timestamp }) + delta
}

/** The code of an instant: what the owner's authenticator shows. */
export const codeAt = (secret: string, now: Date): string =>
  totpOf(secret).generate({ timestamp: now.getTime() })

/** What the owner takes into the authenticator: a picture for its camera and the secret for typing. */
export function offerOf(secret: string, { issuer, label }: { issuer: string; label: string }) {
  const uri = new TOTP({ ...form, issuer, label, secret: Secret.fromBase32(secret) }).toString()
  return {
    picture: renderSVG(uri, { ecc: 'M', border: 2 }),
    secret: secret.match(/.{1,4}/g)?.join(' ') ?? secret,
  }
}
