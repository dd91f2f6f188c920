import pg from 'pg'
import { MigrationRefused } from './migration-refused.js'
import { servicePassword, serviceRole, serviceUrl } from './roles.js'

/** PostgreSQL's words: the role lacks the right. */
const insufficientPrivilege = '42501'

/** Tuple concurrently updated, unique violation, duplicate object: another start on this server was quicker. */
const raced = ['XX000', '23505', '42710']

const codeOf = (error: unknown): string => (error as pg.DatabaseError).code ?? ''

/**
 * Creates the role the services log in as, or sets its password again, and lets it into this database. A role
 * belongs to the whole server while the migration's lock holds for one database, so a lost race is run again.
 * @throws MigrationRefused when the role is too powerful, or the owner may not manage it.
 */
export async function prepareServiceRole(client: pg.Client, ownerUrl: string): Promise<void> {
  for (let left = 5; ; left -= 1)
    try {
      await setPassword(client, ownerUrl)
      const { rows } = await client.query<{ name: string }>('select current_database() as name')
      const database = pg.escapeIdentifier(rows[0]?.name ?? '')
      await client.query(`grant connect, temporary on database ${database} to ${serviceRole}`)
      return void (await client.query(`grant usage on schema public to ${serviceRole}`))
    } catch (error) {
      if (left === 0 || !raced.includes(codeOf(error))) throw error
    }
}

async function setPassword(client: pg.Client, ownerUrl: string): Promise<void> {
  const { rows } = await client.query<{ powerful: boolean }>(
    'select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powerful from pg_roles where rolname = $1',
    [serviceRole],
  )
  const [found] = rows
  if (found?.powerful)
    throw new MigrationRefused(
      `数据库账号 ${serviceRole} 被授予了过大的权限（超级用户、绕过行级安全、建库或建账号），请先由管理员收回`,
      { role: serviceRole },
    )
  const password = pg.escapeLiteral(servicePassword(ownerUrl))
  try {
    await client.query(`${found ? 'alter' : 'create'} role ${serviceRole} login password ${password}`)
  } catch (error) {
    if (codeOf(error) !== insufficientPrivilege) throw error
    if (found && (await canLogIn(serviceUrl(ownerUrl)))) return
    throw new MigrationRefused(
      found
        ? `数据库账号 ${serviceRole} 已由别的账号建立，DATABASE_URL 的账号不能设定它的口令。请由数据库管理员执行：grant ${serviceRole} to 该账号 with admin option`
        : `DATABASE_URL 的账号不能建立服务账号 ${serviceRole}。请由数据库管理员执行：alter role 该账号 createrole`,
      { role: serviceRole },
    )
  }
}

async function canLogIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
