import { InvalidInput } from '@huiyin/domain/errors'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), cost)

let decoy: Promise<string> | null = null

/** Checks a password; for an account that does not exist the same work is done in vain, so that time tells nothing. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password')
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFC'))
  return matches && passwordHash !== null
}

/** @throws InvalidInput when the password can be guessed from the account itself. Length is the schema's to check. */
export function refuseWeakPassword(password: string, names: readonly string[]): void {
  const lower = password.toLowerCase()
  const refuse = (message: string) => new InvalidInput(message, [{ field: 'password', message }])
  if (names.some((name) => name.length >= 3 && lower.includes(name.toLowerCase())))
    throw refuse('密码不能包含登录名或姓名，请另设一个')
  if (new Set(lower).size < 5)
    throw refuse('密码里不同的字符太少，请用一句只有您知道的话，或混用字母、数字和符号')
}
