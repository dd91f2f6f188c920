import { NotFound } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import { type Account, toAccount } from './accounts.js'
import type { Db } from './database.js'

/** ASVS: a session ends after 30 idle minutes and, used or not, after 12 hours. */
export const sessionLimits = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000, renewMs: 60_000 } as const

/** Five failures within fifteen minutes close an account to further tries until the window has passed. */
export const lockout = { failures: 5, windowMs: 15 * 60_000 } as const

export interface SignInLink {
  account: Account
  expiresAt: Date
  usedAt: Date | null
}

/** Sessions, one-time links and failures. Tokens are never stored, only their hashes. */
export const signIn = (db: Db, now: Date) => {
  const before = (ms: number) => new Date(now.getTime() - ms)

  const endSessionsOf = async (accountId: string): Promise<void> => {
    await db.deleteFrom('session').where('account_id', '=', accountId).execute()
  }

  return {
    endSessionsOf,

    /** The account of that name with its password's hash, when it may sign in at all. */
    async credentials(name: string): Promise<{ account: Account; passwordHash: string } | null> {
      const row = await db
        .selectFrom('account')
        .selectAll()
        .where('name', '=', name)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      return row?.password_hash ? { account: toAccount(row), passwordHash: row.password_hash } : null
    },

    async openSession(tokenHash: string, accountId: string): Promise<void> {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute()
      const expiresAt = new Date(now.getTime() + sessionLimits.absoluteMs)
      await db
        .insertInto('session')
        .values({
          token_hash: tokenHash,
          account_id: accountId,
          created_at: now,
          seen_at: now,
          expires_at: expiresAt,
        })
        .execute()
    },

    /** Who holds this token, if the session still runs; asking does not renew it. */
    async session(tokenHash: string): Promise<{ account: Account; seenAt: Date; expiresAt: Date } | null> {
      const row = await db
        .selectFrom('session')
        .innerJoin('account', 'account.id', 'session.account_id')
        .selectAll('account')
        .select(['session.seen_at', 'session.expires_at'])
        .where('session.token_hash', '=', tokenHash)
        .where('session.expires_at', '>', now)
        .where('session.seen_at', '>', before(sessionLimits.idleMs))
        .where('account.disabled_at', 'is', null)
        .executeTakeFirst()
      return row ? { account: toAccount(row), seenAt: row.seen_at, expiresAt: row.expires_at } : null
    },

    /** Notes that the session is in use; at most once a minute, so that reading does not mean writing. */
    async renew(tokenHash: string): Promise<void> {
      await db
        .updateTable('session')
        .set({ seen_at: now })
        .where('token_hash', '=', tokenHash)
        .where('seen_at', '<=', before(sessionLimits.renewMs))
        .execute()
    },

    async endSession(tokenHash: string): Promise<void> {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },

    /** Stores a one-time link; an earlier one of the same account ends. */
    async issueLink(accountId: string, tokenHash: string, expiresAt: Date): Promise<void> {
      await db.deleteFrom('sign_in_link').where('account_id', '=', accountId).execute()
      await db
        .insertInto('sign_in_link')
        .values({
          token_hash: tokenHash,
          account_id: accountId,
          created_at: now,
          expires_at: expiresAt,
          used_at: null,
        })
        .execute()
    },

    /** @throws NotFound for an unknown link and for one of a disabled account. */
    async link(tokenHash: string): Promise<SignInLink> {
      const row = await db
        .selectFrom('sign_in_link')
        .innerJoin('account', 'account.id', 'sign_in_link.account_id')
        .selectAll('account')
        .select(['sign_in_link.expires_at', 'sign_in_link.used_at'])
        .where('sign_in_link.token_hash', '=', tokenHash)
        .where('account.disabled_at', 'is', null)
        .executeTakeFirst()
      if (!row) throw new NotFound('没有这个登录链接，请核对后重试，或请系统管理员重新发一个')
      return { account: toAccount(row), expiresAt: row.expires_at, usedAt: row.used_at }
    },

    /** Spends the link; false when it was spent or has run out meanwhile. Two at once: one wins. */
    async spendLink(tokenHash: string): Promise<boolean> {
      const spent = await db
        .updateTable('sign_in_link')
        .set({ used_at: now })
        .where('token_hash', '=', tokenHash)
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning('token_hash')
        .executeTakeFirst()
      return spent !== undefined
    },

    /** Sets the password; every session and every unspent link of the account ends, failures are forgotten. */
    async setPassword(account: Account, passwordHash: string): Promise<void> {
      await db
        .updateTable('account')
        .set({ password_hash: passwordHash })
        .where('id', '=', account.id)
        .execute()
      await endSessionsOf(account.id)
      await db
        .deleteFrom('sign_in_link')
        .where('account_id', '=', account.id)
        .where('used_at', 'is', null)
        .execute()
      await db.deleteFrom('sign_in_failure').where('account_name', '=', account.name).execute()
    },

    /**
     * Counts a try before the password is looked at, so that many at once cannot slip past the limit.
     * @returns false when the account is closed to tries for now.
     */
    async countTry(name: string): Promise<boolean> {
      await sql`select pg_advisory_xact_lock(hashtext(${`huiyin-sign-in ${name}`}))`.execute(db)
      await db.deleteFrom('sign_in_failure').where('failed_at', '<=', before(lockout.windowMs)).execute()
      const { failures } = await db
        .selectFrom('sign_in_failure')
        .select((eb) => eb.fn.countAll<number>().as('failures'))
        .where('account_name', '=', name)
        .executeTakeFirstOrThrow()
      if (failures >= lockout.failures) return false
      await db.insertInto('sign_in_failure').values({ account_name: name, failed_at: now }).execute()
      return true
    },

    async forgetTries(name: string): Promise<void> {
      await db.deleteFrom('sign_in_failure').where('account_name', '=', name).execute()
    },
  }
}
