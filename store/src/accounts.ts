import type { Role } from '@huiyin/domain/actor'
import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { UnitCode, UserId } from '@huiyin/domain/ids'
import { type Selectable, sql } from 'kysely'
import type { Db } from './database.js'
import type { Database } from './schema.js'

/** A person who may sign in. The password's hash never leaves `sign-in`. */
export interface Account {
  id: UserId
  name: string
  displayName: string
  roles: readonly Role[]
  unitCode: UnitCode | null
  hasPassword: boolean
  createdAt: Date
  disabledAt: Date | null
}

export interface NewAccountRow {
  name: string
  displayName: string
  roles: readonly Role[]
  unitCode: string | null
}

export const toAccount = (row: Selectable<Database['account']>): Account => ({
  id: row.id as UserId,
  name: row.name,
  displayName: row.display_name,
  roles: row.roles,
  unitCode: row.unit_code as UnitCode | null,
  hasPassword: row.password_hash !== null,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
})

export const accounts = (db: Db, now: Date) => {
  const get = async (id: string): Promise<Account> => {
    const row = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new NotFound('没有这个帐号')
    return toAccount(row)
  }

  return {
    get,

    async list(): Promise<Account[]> {
      const rows = await db.selectFrom('account').selectAll().orderBy('created_at').orderBy('name').execute()
      return rows.map(toAccount)
    },

    /** Two processes that start at once must not both create the first account. */
    async lockForFirst(): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtext('huiyin-first-account'))`.execute(db)
    },

    /** @throws Conflict when the name is taken; InvalidInput when the unit is not in the directory. */
    async create(account: NewAccountRow): Promise<Account> {
      if (account.unitCode !== null) {
        const unit = await db
          .selectFrom('responsible_unit')
          .select('code')
          .where('code', '=', account.unitCode)
          .where('dissolved_at', 'is', null)
          .executeTakeFirst()
        if (!unit)
          throw new InvalidInput('单位名录里没有这个单位', [
            { field: 'unitCode', message: '请从单位名录中选择' },
          ])
      }
      const row = await db
        .insertInto('account')
        .values({
          name: account.name,
          display_name: account.displayName,
          roles: [...account.roles],
          unit_code: account.unitCode,
          password_hash: null,
          created_at: now,
          disabled_at: null,
        })
        .onConflict((clash) => clash.column('name').doNothing())
        .returningAll()
        .executeTakeFirst()
      if (!row) throw new Conflict(`帐号“${account.name}”已存在，请换一个登录名`, { name: account.name })
      return toAccount(row)
    },

    /**
     * Ends an account; its sessions and links end with it.
     * @throws Conflict when it is the last administrator who can still act: nobody could mend anything.
     */
    async disable(id: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtext('huiyin-last-administrator'))`.execute(db)
      const account = await get(id)
      if (account.roles.includes('administrator')) {
        const { others } = await db
          .selectFrom('account')
          .select((eb) => eb.fn.countAll<number>().as('others'))
          .where(sql<boolean>`'administrator' = any (roles)`)
          .where('disabled_at', 'is', null)
          .where('id', '<>', id)
          .executeTakeFirstOrThrow()
        if (others === 0) throw new Conflict('这是最后一个系统管理员帐号，停用前请先另建一个')
      }
      await db
        .updateTable('account')
        .set({ disabled_at: now })
        .where('id', '=', id)
        .where('disabled_at', 'is', null)
        .execute()
      await db.deleteFrom('session').where('account_id', '=', id).execute()
      await db.deleteFrom('sign_in_link').where('account_id', '=', id).execute()
    },

    /** Takes a role from everyone who also administers: 三员分立, once a real jurisdiction starts. */
    async separateFromAdministration(role: Role): Promise<void> {
      await db
        .updateTable('account')
        .set({ roles: sql<Role[]>`array_remove(roles, ${role})` })
        .where(sql<boolean>`'administrator' = any (roles) and ${role} = any (roles)`)
        .execute()
    },
  }
}
