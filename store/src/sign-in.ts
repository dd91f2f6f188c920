import { NotFound } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import { type Account, hasSecondFactor, toAccount } from './accounts.js'
import type { Db } from './database.js'

/**
 * Within fifteen minutes five failures close an account to further tries, and thirty close an address, from which
 * somebody tries many accounts; a duty room behind one address mistypes less. Both open by themselves.
 */
const lockout = { failures: 5, addressFailures: 30, windowMs: 15 * 60_000 } as const

/** Whether someone may try to sign in, and if not why and until when. */
export type TryVerdict = { open: true } | { open: false; by: 'account' | 'address'; until: Date }

export interface SignInLink {
  account: Account
  expiresAt: Date
  usedAt: Date | null
}

export interface Lock {
  /** An account's name or an address. */
  of: string
  until: Date
}

/** Passwords, one-time links and failures. Neither passwords nor tokens are stored, only hashes. */
export const signIn = (db: Db, now: Date) => {
  const before = (ms: number) => new Date(now.getTime() - ms)

  const failures = async (column: 'account_name' | 'address', value: string) =>
    await db
      .selectFrom('sign_in_failure')
      .select((eb) => [
        eb.fn.countAll<number>().as('count'),
        eb.fn.min<Date | null>('failed_at').as('oldest'),
      ])
      .where(column, '=', value)
      .where('failed_at', '>', before(lockout.windowMs))
      .executeTakeFirstOrThrow()

  /** The limit holds until the oldest failure leaves the window. */
  const until = (oldest: Date | null) => new Date((oldest ?? now).getTime() + lockout.windowMs)

  const locks = async (column: 'account_name' | 'address', limit: number): Promise<Lock[]> => {
    const rows = await db
      .selectFrom('sign_in_failure')
      .select((eb) => [`${column} as of` as const, eb.fn.min<Date>('failed_at').as('oldest')])
      .where('failed_at', '>', before(lockout.windowMs))
      .where(column, '<>', '')
      .groupBy(column)
      .having((eb) => eb.fn.countAll(), '>=', limit)
      .execute()
    return rows.map((row) => ({ of: row.of, until: until(row.oldest) }))
  }

  return {
    /** The account of that name with its password's hash, when it may sign in with one at all. */
    async credentials(name: string): Promise<{ account: Account; passwordHash: string } | null> {
      const row = await db
        .selectFrom('account')
        .selectAll('account')
        .select(hasSecondFactor)
        .where('name', '=', name)
        .where('disabled_at', 'is', null)
        .executeTakeFirst()
      return row?.password_hash ? { account: toAccount(row), passwordHash: row.password_hash } : null
    },

    /** The current password's hash and those before it, newest first: what a new one may not equal. */
    async pastPasswords(accountId: string, history: number): Promise<string[]> {
      const current = await db
        .selectFrom('account')
        .select('password_hash')
        .where('id', '=', accountId)
        .executeTakeFirst()
      const past = await db
        .selectFrom('password_history')
        .select('password_hash')
        .where('account_id', '=', accountId)
        .orderBy('set_at', 'desc')
        .limit(history)
        .execute()
      const hashes = [current?.password_hash, ...past.map((row) => row.password_hash)]
      return hashes.filter((hash) => hash !== undefined && hash !== null).slice(0, history)
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

    /** From now on the current password opens nothing but the way to a new one. */
    async demandNewPassword(accountId: string): Promise<void> {
      await db
        .updateTable('account')
        .set({ must_change_password: true })
        .where('id', '=', accountId)
        .where('password_hash', 'is not', null)
        .execute()
    },

    /** @throws NotFound for an unknown link and for one of a disabled account. */
    async link(tokenHash: string): Promise<SignInLink> {
      const row = await db
        .selectFrom('sign_in_link')
        .innerJoin('account', 'account.id', 'sign_in_link.account_id')
        .selectAll('account')
        .select([hasSecondFactor, 'sign_in_link.expires_at', 'sign_in_link.used_at'])
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

    /**
     * Sets the password and keeps the one before in the history. Every session but the one named and every unspent
     * link of the account ends, failures are forgotten.
     */
    async setPassword(
      account: Account,
      passwordHash: string,
      { keepSession }: { keepSession?: string } = {},
    ): Promise<void> {
      await sql`
        insert into password_history (account_id, password_hash, set_at)
        select id, password_hash, coalesce(password_set_at, created_at) from account
        where id = ${account.id} and password_hash is not null
        on conflict do nothing
      `.execute(db)
      await db
        .updateTable('account')
        .set({ password_hash: passwordHash, password_set_at: now, must_change_password: false })
        .where('id', '=', account.id)
        .execute()
      let ending = db.deleteFrom('session').where('account_id', '=', account.id)
      if (keepSession !== undefined) ending = ending.where('id', '<>', keepSession)
      await ending.execute()
      await db
        .deleteFrom('sign_in_link')
        .where('account_id', '=', account.id)
        .where('used_at', 'is', null)
        .execute()
      await db.deleteFrom('sign_in_failure').where('account_name', '=', account.name).execute()
    },

    /** The same password under dearer parameters: nothing ends. Lost when it was changed meanwhile. */
    async rehash(accountId: string, { from, to }: { from: string; to: string }): Promise<void> {
      await db
        .updateTable('account')
        .set({ password_hash: to })
        .where('id', '=', accountId)
        .where('password_hash', '=', from)
        .execute()
    },

    /**
     * Counts a try before the password is looked at, so that many at once cannot slip past the limit. The locks are
     * taken name first, address second, always: no circle of waiting.
     */
    async countTry(name: string, address: string): Promise<TryVerdict> {
      await sql`select pg_advisory_xact_lock(hashtext(${`huiyin-sign-in ${name}`}))`.execute(db)
      await sql`select pg_advisory_xact_lock(hashtext(${`huiyin-sign-in-from ${address}`}))`.execute(db)
      await db.deleteFrom('sign_in_failure').where('failed_at', '<=', before(lockout.windowMs)).execute()
      const from = await failures('address', address)
      if (from.count >= lockout.addressFailures)
        return { open: false, by: 'address', until: until(from.oldest) }
      const of = await failures('account_name', name)
      if (of.count >= lockout.failures) return { open: false, by: 'account', until: until(of.oldest) }
      await db.insertInto('sign_in_failure').values({ account_name: name, address, failed_at: now }).execute()
      return { open: true }
    },

    /** Takes back one counted try that was no failure: the password was right and a code is still to come. */
    async withdrawTry(name: string, address: string): Promise<void> {
      await sql`
        delete from sign_in_failure where ctid = (
          select ctid from sign_in_failure where account_name = ${name} and address = ${address}
          order by failed_at desc limit 1)
      `.execute(db)
    },

    async forgetTries(name: string): Promise<void> {
      await db.deleteFrom('sign_in_failure').where('account_name', '=', name).execute()
    },

    async forgetTriesFrom(address: string): Promise<void> {
      await db.deleteFrom('sign_in_failure').where('address', '=', address).execute()
    },

    accountLocks: () => locks('account_name', lockout.failures),
    addressLocks: () => locks('address', lockout.addressFailures),
  }
}
