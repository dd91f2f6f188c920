import { randomInt } from 'node:crypto'
import { hashPassword, isPassword } from './passwords.js'

const count = 8
/** Without letters and digits that are read as one another on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const length = 10

const plain = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '')

export const isRecoveryForm = (code: string): boolean => plain(code).length === length

/** Eight codes, each for one sign-in without the authenticator: `abcde-fghjk`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: count }, () => {
    const code = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')
    return `${code.slice(0, 5)}-${code.slice(5)}`
  })

/** 49 bits can be searched offline, so they are hashed like passwords (ASVS 5.0 6.5.2). */
export const hashRecoveryCodes = (codes: readonly string[]): Promise<string[]> =>
  Promise.all(codes.map((code) => hashPassword(plain(code))))

/** The one of these that the code is, or null. */
export async function recoveryCodeOf<T extends { codeHash: string }>(
  codes: readonly T[],
  code: string,
): Promise<T | null> {
  for (const known of codes) if (await isPassword(known.codeHash, plain(code))) return known
  return null
}
