import type { Role } from '@huiyin/domain/actor'
import { Conflict, InvalidInput, NotFound } from '@huiyin/domain/errors'
import type { UnitCode, UserId } from '@huiyin/domain/ids'
import { type Appointment, separationProblem } from '@huiyin/domain/separation-of-duties'
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
  passwordSetAt: Date | null
  mustChangePassword: boolean
  hasSecondFactor: boolean
  createdAt: Date
  disabledAt: Date | null
}

export interface NewAccountRow {
  name: string
  displayName: string
  roles: readonly Role[]
  unitCode: string | null
}

/** Something someone else did to an account, told to its owner. */
export interface AccountNotice {
  at: Date
  words: string
  seen: boolean
}

export const toAccount = (row: Selectable<Database['account']> & { second_factor: boolean }): Account => ({
  id: row.id as UserId,
  name: row.name,
  displayName: row.display_name,
  roles: row.roles,
  unitCode: row.unit_code as UnitCode | null,
  hasPassword: row.password_hash !== null,
  passwordSetAt: row.password_set_at,
  mustChangePassword: row.must_change_password,
  hasSecondFactor: row.second_factor,
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
})

/** Whether a confirmed second factor belongs to the account of the row. */
export const hasSecondFactor = sql<boolean>`exists (
  select from second_factor f where f.account_id = account.id and f.confirmed_at is not null
)`.as('second_factor')

/** How many notices an account is shown; older ones stay in the table. */
const noticesShown = 20

export const accounts = (db: Db, now: Date) => {
  const every = db.selectFrom('account').selectAll('account').select(hasSecondFactor)

  const get = async (id: string): Promise<Account> => {
    const row = await every.where('account.id', '=', id).executeTakeFirst()
    if (!row) throw new NotFound('没有这个账号')
    return toAccount(row)
  }

  const list = async (): Promise<Account[]> =>
    (await every.orderBy('created_at').orderBy('name').execute()).map(toAccount)

  const refuseUnknownUnit = async (unitCode: string | null): Promise<void> => {
    if (unitCode === null) return
    const unit = await db
      .selectFrom('responsible_unit')
      .select('code')
      .where('code', '=', unitCode)
      .where('dissolved_at', 'is', null)
      .executeTakeFirst()
    if (!unit)
      throw new InvalidInput('单位名录里没有这个单位', [{ field: 'unitCode', message: '请从单位名录中选择' }])
  }

  const refuseMixed = async (appointment: Appointment): Promise<void> => {
    const { demonstration, others } = await db
      .selectNoFrom((eb) => [
        eb.selectFrom('jurisdiction').select('demonstration').as('demonstration'),
        eb
          .selectFrom('account')
          .select((each) => each.fn.countAll<number>().as('n'))
          .as('others'),
      ])
      .executeTakeFirstOrThrow()
    const isFirstOfDemonstration = (demonstration ?? true) && others === 0
    const problem = separationProblem(appointment, { isFirstOfDemonstration })
    if (problem) throw new InvalidInput(problem.message, [problem])
  }

  /** @throws Conflict when no administrator but this one could act: nobody could mend anything. */
  const refuseLastAdministrator = async (account: Account, what: string): Promise<void> => {
    await sql`select pg_advisory_xact_lock(hashtext('huiyin-last-administrator'))`.execute(db)
    if (!account.roles.includes('administrator') || account.disabledAt) return
    const { others } = await db
      .selectFrom('account')
      .select((eb) => eb.fn.countAll<number>().as('others'))
      .where(sql<boolean>`'administrator' = any (roles)`)
      .where('disabled_at', 'is', null)
      .where('id', '<>', account.id)
      .executeTakeFirstOrThrow()
    if (others === 0) throw new Conflict(`这是最后一个系统管理员账号，${what}前请先另建一个`)
  }

  return {
    get,
    list,

    /** Null when nobody has that name. */
    async named(name: string): Promise<Account | null> {
      const row = await every.where('account.name', '=', name).executeTakeFirst()
      return row ? toAccount(row) : null
    },

    /** Two processes that start at once must not both create the first account. */
    async lockForFirst(): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtext('huiyin-first-account'))`.execute(db)
    },

    /** @throws Conflict when the name is taken; InvalidInput when roles may not be held together or the unit is unknown. */
    async create(account: NewAccountRow): Promise<Account> {
      await refuseMixed(account)
      await refuseUnknownUnit(account.unitCode)
      const row = await db
        .insertInto('account')
        .values({
          name: account.name,
          display_name: account.displayName,
          roles: [...new Set(account.roles)],
          unit_code: account.unitCode,
          password_hash: null,
          created_at: now,
          disabled_at: null,
        })
        .onConflict((clash) => clash.column('name').doNothing())
        .returningAll()
        .executeTakeFirst()
      if (!row) throw new Conflict(`账号“${account.name}”已存在，请换一个登录名`, { name: account.name })
      return toAccount({ ...row, second_factor: false })
    },

    /**
     * Appoints anew. Who does it is not asked here: nobody appoints himself, which the route and a trigger refuse.
     * @throws InvalidInput when the roles may not be held together; Conflict for the last administrator.
     */
    async appoint(id: string, appointment: Appointment): Promise<Account> {
      const account = await get(id)
      if (account.disabledAt) throw new Conflict('账号已停用，不能更改角色')
      const problem = separationProblem(appointment, { isFirstOfDemonstration: false })
      if (problem) throw new InvalidInput(problem.message, [problem])
      await refuseUnknownUnit(appointment.unitCode)
      if (!appointment.roles.includes('administrator')) await refuseLastAdministrator(account, '改任')
      await db
        .updateTable('account')
        .set({ roles: [...new Set(appointment.roles)], unit_code: appointment.unitCode })
        .where('id', '=', id)
        .execute()
      return await get(id)
    },

    /**
     * Ends an account; its sessions and links end with it.
     * @throws Conflict when it is the last administrator who can still act.
     */
    async disable(id: string): Promise<void> {
      const account = await get(id)
      await refuseLastAdministrator(account, '停用')
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

    /** Tells the owner of an account what was done to it; it cannot be taken back. */
    async notify(id: string, words: string): Promise<void> {
      await db.insertInto('account_notice').values({ account_id: id, noted_at: now, words }).execute()
    },

    /** What others did to the account, newest first. */
    async notices(id: string): Promise<AccountNotice[]> {
      return await db
        .selectFrom('account_notice')
        .innerJoin('account', 'account.id', 'account_notice.account_id')
        .select([
          'noted_at as at',
          'words',
          sql<boolean>`coalesce(noted_at <= notices_seen_at, false)`.as('seen'),
        ])
        .where('account_id', '=', id)
        .orderBy('account_notice.id', 'desc')
        .limit(noticesShown)
        .execute()
    },

    async markNoticesSeen(id: string): Promise<void> {
      await db.updateTable('account').set({ notices_seen_at: now }).where('id', '=', id).execute()
    },
  }
}
