import type { Account } from '@huiyin/store/accounts'
import type { Tx } from '@huiyin/store/tx'
import { hashToken, newToken } from './tokens.js'

const hourMs = 3_600_000

/** A link handed to a colleague should be used the same day; the first one waits for the machine's installer. */
export const linkLifeMs = { invitation: 24 * hourMs, first: 7 * 24 * hourMs } as const

/** A one-time link to set a password; an earlier one of the account ends. Its path is shown once and not stored. */
export async function issueLink(tx: Tx, account: Account, lifeMs: number = linkLifeMs.invitation) {
  const token = newToken()
  const expiresAt = new Date(tx.now.getTime() + lifeMs)
  await tx.signIn.issueLink(account.id, hashToken(token), expiresAt)
  return { path: `/sign-in/${token}`, expiresAt: expiresAt.toISOString() }
}
