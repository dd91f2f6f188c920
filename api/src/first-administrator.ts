import type { Role } from '@huiyin/domain/actor'
import type { Store } from '@huiyin/store/store'
import { self } from './deps.js'
import { issueLink, linkLifeMs } from './links.js'

/** The name the first account signs in with. */
const firstAccountName = 'admin'

export interface FirstAdministratorOptions {
  /** In the demonstration one person is everything; a real jurisdiction separates the roles when it starts. */
  roles: readonly Role[]
  /** Issue a fresh link while the only account has never set a password; the earlier link ends. Default true. */
  reissue?: boolean
}

/**
 * Makes sure someone can get in, without any default password.
 * @returns the path of a one-time link to set the password, or null when someone has set one.
 */
export async function ensureFirstAdministrator(
  store: Store,
  { roles, reissue = true }: FirstAdministratorOptions,
): Promise<string | null> {
  return await store.as(self).transaction(async (tx) => {
    await tx.accounts.lockForFirst()
    const [first, ...others] = await tx.accounts.list()
    if (!first) {
      const account = await tx.accounts.create({
        name: firstAccountName,
        displayName: '管理员',
        roles,
        unitCode: null,
      })
      const subject = { kind: 'account', id: account.id } as const
      tx.audit.append({
        action: 'account.created',
        subject,
        detail: { name: account.name, roles: account.roles },
      })
      return (await issueLink(tx, account, linkLifeMs.first)).path
    }
    if (!reissue || others.length > 0 || first.hasPassword) return null
    return (await issueLink(tx, first, linkLifeMs.first)).path
  })
}
