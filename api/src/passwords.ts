import { InvalidInput } from '@huiyin/domain/errors'
import { type PasswordPolicy, passwordProblem } from '@huiyin/domain/password-policy'
import { hash, verify } from '@node-rs/argon2'
import { isCommonPassword } from './common-passwords.js'

/** OWASP Password Storage Cheat Sheet and ASVS 5.0 11.4.2, argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

let decoy: Promise<string> | null = null

/** Checks a password; for an account that does not exist the same work is done in vain, so that time tells nothing. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return matches && passwordHash !== null
}

/** Whether a stored hash was made cheaper than today's: then it is made anew at the next sign-in. */
export function isOutdated(passwordHash: string): boolean {
  const [, m, t, p] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(passwordHash) ?? []
  if (m === undefined) return true
  return Number(m) < cost.memoryCost || Number(t) < cost.timeCost || Number(p) < cost.parallelism
}

export interface PasswordCheck {
  policy: PasswordPolicy
  /** What belongs to the account and is guessed first. */
  names: readonly string[]
  /** Hashes of the current and earlier passwords. */
  past: readonly string[]
}

/** @throws InvalidInput when the policy, the list of known passwords or the account's own history refuses it. */
export async function refuseUnfitPassword(
  password: string,
  { policy, names, past }: PasswordCheck,
): Promise<void> {
  const refuse = (message: string) => new InvalidInput(message, [{ field: 'password', message }])
  const problem = passwordProblem(password, policy, names)
  if (problem) throw refuse(problem)
  if (isCommonPassword(password)) throw refuse('这是常见密码或其简单变化，很容易被猜中，请另设一个')
  for (const hash of past.slice(0, policy.history))
    if (await isPassword(hash, password))
      throw refuse(`不能与最近 ${policy.history} 次用过的密码相同，请另设一个`)
}
