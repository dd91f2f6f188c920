import { DomainError } from '@huiyin/domain/errors'
import { Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Logger } from 'pino'
import { PipelinedDialect } from './pipelined-dialect.js'
import { PreparedClient } from './prepared-client.js'
import type { Database } from './schema.js'

/** What a query function takes: the pool or, within `transaction`, the transaction. */
export type Db = Kysely<Database>

/** The server cannot be reached or refuses us. */
export class DatabaseUnreachable extends DomainError {
  override readonly name = 'DatabaseUnreachable'
}

/** The role could read past row-level security, so nothing may run with it. */
export class RoleTooPowerful extends DomainError {
  override readonly name = 'RoleTooPowerful'
}

const oid = { int8: 20, date: 1082 } as const

/** int8 as number (our counts stay far below 2^53); a date is a civil day and stays `YYYY-MM-DD`, no zone shifts it. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') => {
    if (format !== 'binary' && id === oid.int8) return Number
    if (format !== 'binary' && id === oid.date) return (text: string) => text
    return pg.types.getTypeParser(id, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

export interface OpenDatabaseOptions {
  /** Most connections of this process; the embedded server gives 60 to all. */
  max?: number
  log: Logger
}

/** Host, port and database of a connection URL: what may be printed of it. */
export function placeOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return host + pathname
}

/**
 * Opens the pool as the service role.
 * @throws DatabaseUnreachable when no connection can be made.
 * @throws RoleTooPowerful when the role is a superuser or bypasses row-level security.
 */
export async function openDatabase(serviceUrl: string, { max = 6, log }: OpenDatabaseOptions): Promise<Db> {
  const pool = new pg.Pool({
    Client: PreparedClient,
    connectionString: serviceUrl,
    max,
    types,
    application_name: 'huiyin',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    pipeline: true,
  })
  // An idle connection that drops would otherwise end the process. The error carries the whole client: its
  // message says enough. `end` does not wait for the sockets, so a server stopped right after is no loss.
  pool.on('error', ({ message }) => {
    if (!pool.ending) log.warn({ reason: message }, 'idle database connection lost')
  })
  const db: Db = new Kysely<Database>({ dialect: new PipelinedDialect({ pool }) })
  try {
    await refusePowerfulRole(db)
  } catch (error) {
    await db.destroy()
    if (error instanceof DomainError) throw error
    const place = placeOf(serviceUrl)
    throw new DatabaseUnreachable(`连不上数据库 ${place}：${(error as Error).message}`, { place })
  }
  return db
}

async function refusePowerfulRole(db: Db): Promise<void> {
  const { rows } = await sql<{ role: string; powerful: boolean }>`
    select rolname as role, rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user
  `.execute(db)
  const [login] = rows
  if (!login || login.powerful)
    throw new RoleTooPowerful(
      `服务不得以超级用户或可绕过行级安全的账号连接数据库（当前账号 ${login?.role ?? '未知'}），请改用 huiyin_service`,
      { role: login?.role },
    )
}
