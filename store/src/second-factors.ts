import type { Db } from './database.js'

/** The sealed secret of an account's authenticator. What it opens to is known only where the key is. */
export interface SecondFactor {
  sealedSecret: string
  confirmedAt: Date | null
}

export interface RecoveryCode {
  id: string
  codeHash: string
}

/** TOTP secrets and recovery codes. */
export const secondFactors = (db: Db, now: Date) => ({
  async of(accountId: string): Promise<SecondFactor | null> {
    const row = await db
      .selectFrom('second_factor')
      .select(['sealed_secret as sealedSecret', 'confirmed_at as confirmedAt'])
      .where('account_id', '=', accountId)
      .executeTakeFirst()
    return row ?? null
  },

  /** Begins an enrolment, or begins it again; a confirmed one stays until it is removed. */
  async begin(accountId: string, sealedSecret: string): Promise<boolean> {
    const fresh = { sealed_secret: sealedSecret, created_at: now, confirmed_at: null, last_step: 0 }
    const row = await db
      .insertInto('second_factor')
      .values({ account_id: accountId, ...fresh })
      .onConflict((clash) =>
        clash.column('account_id').doUpdateSet(fresh).where('second_factor.confirmed_at', 'is', null),
      )
      .returning('account_id')
      .executeTakeFirst()
    return row !== undefined
  },

  /**
   * Takes the code of a time step, once: a later code of the same or an earlier step is refused (RFC 6238 5.2).
   * @returns false for a replay; of two at once one wins
   */
  async spendStep(accountId: string, step: number): Promise<boolean> {
    const row = await db
      .updateTable('second_factor')
      .set({ last_step: step })
      .where('account_id', '=', accountId)
      .where('last_step', '<', step)
      .returning('account_id')
      .executeTakeFirst()
    return row !== undefined
  },

  /** Ends the enrolment with fresh recovery codes; earlier ones are void. */
  async confirm(accountId: string, codeHashes: readonly string[]): Promise<void> {
    await db
      .updateTable('second_factor')
      .set((eb) => ({ confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(now)) }))
      .where('account_id', '=', accountId)
      .execute()
    await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
    await db
      .insertInto('recovery_code')
      .values(codeHashes.map((hash) => ({ account_id: accountId, code_hash: hash, used_at: null })))
      .execute()
  },

  async remove(accountId: string): Promise<boolean> {
    await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
    const row = await db
      .deleteFrom('second_factor')
      .where('account_id', '=', accountId)
      .returning('account_id')
      .executeTakeFirst()
    return row !== undefined
  },

  unusedRecoveryCodes: (accountId: string): Promise<RecoveryCode[]> =>
    db
      .selectFrom('recovery_code')
      .select(['id', 'code_hash as codeHash'])
      .where('account_id', '=', accountId)
      .where('used_at', 'is', null)
      .execute(),

  /** False when the code was used meanwhile. */
  async spendRecoveryCode(id: string): Promise<boolean> {
    const row = await db
      .updateTable('recovery_code')
      .set({ used_at: now })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    return row !== undefined
  },
})
