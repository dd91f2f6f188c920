import { actorName } from '@huiyin/domain/actor'
import { Conflict } from '@huiyin/domain/errors'
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

/**
 * A link for an account that exists. Its present password then opens nothing but the way to a new one, and the owner
 * is told who did it: whoever uses the link in another's place leaves that trace in the other's account.
 * @throws Conflict for a disabled account
 */
export async function issueReset(tx: Tx, accountId: string) {
  const account = await tx.accounts.get(accountId)
  if (account.disabledAt) throw new Conflict('账号已停用，不能再发登录链接')
  const subject = { kind: 'account', id: account.id } as const
  tx.audit.append({ action: 'sign-in-link.issued', subject, detail: { name: account.name } })
  await tx.signIn.demandNewPassword(account.id)
  const what = account.hasPassword ? '重设密码的一次性登录链接' : '一次性登录链接'
  await tx.accounts.notify(account.id, `${actorName(tx.actor)}签发了${what}`)
  return await issueLink(tx, account)
}
