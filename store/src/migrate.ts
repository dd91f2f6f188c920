import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { queueNames } from '@huiyin/domain/job'
import { runMigrations } from 'bullmq'
import pg from 'pg'
import type { Logger } from 'pino'
import { DatabaseUnreachable, placeOf } from './database.js'
import { MigrationRefused } from './migration-refused.js'
import { serviceRole } from './roles.js'
import { prepareServiceRole } from './service-role.js'

/** `store/migrations`, from `src` and from `dist` alike. */
const ownMigrations = fileURLToPath(new URL('../migrations/', import.meta.url))

/** The schema BullMQ's tables live in when the queues run on PostgreSQL. */
export const queueSchema = 'queue'

/** Spells HUIY: two starting processes migrate one after the other. */
const advisoryLock = 0x48554959

export { MigrationRefused }

interface Migration {
  name: string
  sql: string
  checksum: string
}

/**
 * Brings the database up to this program: the service role, the numbered migrations, each in its own
 * transaction and never backward, and BullMQ's tables. Safe to run on every start.
 * @throws MigrationRefused when an applied file has changed, or the database is newer than this program.
 */
export async function migrate(
  ownerUrl: string,
  log: Logger,
  folder: string = ownMigrations,
): Promise<{ applied: string[] }> {
  const migrations = readMigrations(folder)
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'huiyin-migrate' })
  client.on('error', (error) => log.error({ err: error }, 'database connection lost while migrating'))
  try {
    await client.connect()
  } catch (error) {
    const place = placeOf(ownerUrl)
    throw new DatabaseUnreachable(`连不上数据库 ${place}：${(error as Error).message}`, { place })
  }
  try {
    await client.query('select pg_advisory_lock($1)', [advisoryLock])
    await prepareServiceRole(client, ownerUrl)
    const applied = await applyPending(client, migrations, log)
    await prepareQueueSchema(client)
    return { applied }
  } finally {
    await client.end()
  }
}

/** The last migration this program knows: data that has a later one cannot be opened by it. */
export const newestMigration = (folder: string = ownMigrations): string =>
  readMigrations(folder).at(-1)?.name ?? ''

/** @throws MigrationRefused when a file is not `NNNN-name.sql` or a number is used twice. */
function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  const numbers = new Set<string>()
  return names.map((name) => {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
    if (number === undefined || numbers.has(number))
      throw new MigrationRefused(`数据库升级文件 ${name} 的编号不对或重复，应为 NNNN-name.sql`, { name })
    numbers.add(number)
    // Line ends differ between checkouts and mean nothing to SQL.
    const sql = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

async function applyPending(client: pg.Client, migrations: Migration[], log: Logger): Promise<string[]> {
  await client.query(
    `create table if not exists schema_migration (
       name text primary key, checksum text not null, applied_at timestamptz not null default now()
     )`,
  )
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from schema_migration',
  )
  const done = new Map(rows.map((row) => [row.name, row.checksum]))
  refuseMismatch(done, migrations)
  const applied: string[] = []
  for (const { name, sql, checksum } of migrations) {
    if (done.has(name)) continue
    await client.query('begin')
    try {
      await client.query(sql)
      await client.query('insert into schema_migration (name, checksum) values ($1, $2)', [name, checksum])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new MigrationRefused(`数据库升级 ${name} 失败，已撤回：${(error as Error).message}`, { name })
    }
    log.info({ migration: name }, 'migration applied')
    applied.push(name)
  }
  return applied
}

function refuseMismatch(done: ReadonlyMap<string, string>, migrations: Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration.checksum]))
  for (const [name, checksum] of done) {
    const current = known.get(name)
    if (current === undefined)
      throw new MigrationRefused(`数据库比本程序新（已有升级 ${name}），请使用更新的版本启动`, { name })
    if (current !== checksum)
      throw new MigrationRefused(
        `升级文件 ${name} 在执行之后被改动过：已执行的升级不可更改，请恢复原文件并另写一个新编号的升级`,
        { name },
      )
  }
}

/**
 * BullMQ's own tables, owned by the owner: the service role may use but not alter them. Its `migrate: true`
 * on every connection would need the right to create schemas, so it is run here once instead.
 */
async function prepareQueueSchema(client: pg.Client): Promise<void> {
  await runMigrations(client, queueSchema)
  // Many jobs at once ask for the queue's own numbers, though every job of ours brings its key.
  for (const queue of queueNames) {
    const { rows } = await client.query(`select ${queueSchema}.job_id_seq_name($1) as name`, [queue])
    await client.query(
      `create sequence if not exists ${queueSchema}.${client.escapeIdentifier(rows[0].name)}`,
    )
  }
  await client.query(`grant usage on schema ${queueSchema} to ${serviceRole}`)
  for (const kind of ['tables', 'sequences', 'functions'])
    await client.query(`grant all on all ${kind} in schema ${queueSchema} to ${serviceRole}`)
}
