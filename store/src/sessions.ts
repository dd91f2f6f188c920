import type { SessionMeans } from '@huiyin/domain/session'
import { type Account, hasSecondFactor, toAccount } from './accounts.js'
import type { Db } from './database.js'

/** ASVS 5.0 7.3: a session ends after 30 idle minutes and, used or not, after 12 hours. */
export const sessionLimits = { idleMs: 30 * 60_000, absoluteMs: 12 * 3_600_000, renewMs: 60_000 } as const

/** What a new session is remembered by. */
export interface SessionOrigin {
  address: string
  device: string
  means: SessionMeans
}

export interface Session extends SessionOrigin {
  id: string
  createdAt: Date
  seenAt: Date
}

export interface RunningSession {
  id: string
  account: Account
  /**
   * Whether the session is of a demonstration, which asks less of accounts. For half an hour after its end it still is
   * for a session opened before: whoever ends it must hand over links that are shown once.
   */
  demonstration: boolean
}

const handoverMs = 30 * 60_000

/** Longer descriptions of a browser say nothing more to a person. */
const deviceLength = 200

/** Signed-in browsers. Tokens are never stored, only their hashes. */
export const sessions = (db: Db, now: Date) => {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const running = db
    .selectFrom('session')
    .where('session.expires_at', '>', now)
    .where('session.seen_at', '>', before(sessionLimits.idleMs))

  return {
    async open(tokenHash: string, accountId: string, origin: SessionOrigin): Promise<void> {
      await db.deleteFrom('session').where('expires_at', '<=', now).execute()
      await db
        .insertInto('session')
        .values({
          token_hash: tokenHash,
          account_id: accountId,
          created_at: now,
          seen_at: now,
          expires_at: new Date(now.getTime() + sessionLimits.absoluteMs),
          ...origin,
          device: origin.device.slice(0, deviceLength),
        })
        .execute()
    },

    /** Who holds this token, if the session still runs; asking does not renew it. */
    async find(tokenHash: string): Promise<RunningSession | null> {
      const row = await running
        .innerJoin('account', 'account.id', 'session.account_id')
        .selectAll('account')
        .select((eb) => [
          hasSecondFactor,
          'session.id as session_id',
          'session.created_at as opened_at',
          eb.selectFrom('jurisdiction').select('demonstration').as('demonstration'),
          eb.selectFrom('jurisdiction').select('started_at').as('started_at'),
        ])
        .where('session.token_hash', '=', tokenHash)
        .where('account.disabled_at', 'is', null)
        .executeTakeFirst()
      if (!row) return null
      const { demonstration, started_at: startedAt, opened_at: openedAt } = row
      const isHandover = startedAt !== null && openedAt < startedAt && startedAt > before(handoverMs)
      return {
        id: row.session_id,
        account: toAccount(row),
        demonstration: demonstration !== false || isHandover,
      }
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

    async end(tokenHash: string): Promise<void> {
      await db.deleteFrom('session').where('token_hash', '=', tokenHash).execute()
    },

    /** Running sessions of an account, last used first. */
    async ofAccount(accountId: string): Promise<Session[]> {
      return await running
        .select(['id', 'address', 'device', 'means', 'created_at as createdAt', 'seen_at as seenAt'])
        .where('account_id', '=', accountId)
        .orderBy('seen_at', 'desc')
        .orderBy('id')
        .execute()
    },

    /** Ends one session of the account; false when it has none of that id. */
    async revoke(accountId: string, id: string): Promise<boolean> {
      const ended = await db
        .deleteFrom('session')
        .where('account_id', '=', accountId)
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst()
      return ended !== undefined
    },

    /** Ends every session of the account, but the one named. @returns how many */
    async revokeAll(accountId: string, { except }: { except?: string } = {}): Promise<number> {
      let ending = db.deleteFrom('session').where('account_id', '=', accountId)
      if (except !== undefined) ending = ending.where('id', '<>', except)
      return (await ending.returning('id').execute()).length
    },
  }
}
