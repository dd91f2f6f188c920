import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { BackupFailed } from './backup-failed.js'
import { type ClusterEntry, fileOf, listCluster } from './cluster-files.js'
import { DatabaseUnreachable, placeOf } from './database.js'
import { readPassword } from './embedded-cluster.js'
import { ownerRole } from './embedded-server.js'

/** A server from which a copy is about to be taken while it works. */
export interface PhysicalBackup {
  postgresMajor: number
  /** Name of the last migration. */
  schemaVersion: string
  /** Names of the keys its rows were written with: of the audit's end, and of everything sealed. */
  keyIds: { audit: string | null; sealed: string[] }
  /** Bytes of the cluster's files, without the log. */
  clusterBytes: number
  /** Folders and files of the copy in the order they must be read; each file's bytes before the next is asked for. */
  entries(): AsyncGenerator<ClusterEntry>
  /** Gives the log back to the server; a copy not finished is worth nothing. */
  close(): Promise<void>
}

/** The owner's URL of a private server, from one of its other URLs and the password in the data folder. */
export function ownerUrlOf(anyUrl: string, dataDir: string): string {
  const password = readPassword(dataDir)
  if (!password)
    throw new BackupFailed(`口令文件 ${join(dataDir, 'postgres-password')} 不见了，无法备份。请放回该文件`, {
      dataDir,
    })
  const url = new URL(anyUrl)
  url.username = ownerRole
  url.password = password
  return url.href
}

/**
 * Begins a copy of a private server's cluster by PostgreSQL's low-level API (pg_backup_start and pg_backup_stop). A
 * temporary replication slot keeps the server from recycling the log meanwhile; it ends with the connection.
 * @throws DatabaseUnreachable when no connection can be made.
 */
export async function openPhysicalBackup(ownerUrl: string, clusterDir: string): Promise<PhysicalBackup> {
  const client = new pg.Client({
    connectionString: ownerUrl,
    application_name: 'huiyin-backup',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  let lost: Error | null = null
  client.on('error', (error) => {
    lost = error
  })
  try {
    await client.connect()
  } catch (error) {
    const place = placeOf(ownerUrl)
    throw new DatabaseUnreachable(`连不上数据库 ${place}：${(error as Error).message}`, { place })
  }
  try {
    const { rows } = await client.query<{ version: string; begun: boolean }>(
      `select current_setting('server_version_num') as version, to_regclass('schema_migration') is not null as begun`,
    )
    const schemaVersion = rows[0]?.begun ? await lastMigration(client) : null
    if (!schemaVersion) throw new BackupFailed('数据库还没有建好（没有任何升级记录），请先启动一次再备份')
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [
      `huiyin_backup_${process.pid}`,
    ])
    return {
      postgresMajor: Math.floor(Number(rows[0]?.version) / 10_000),
      schemaVersion,
      keyIds: await keyIdsInUse(client),
      clusterBytes: bytesOf(await listCluster(clusterDir)),
      async *entries() {
        await client.query(`select pg_backup_start('huiyin', true)`)
        yield* await listCluster(clusterDir)
        if (lost) throw new BackupFailed(`备份期间与数据库的连接断开：${lost.message}`)
        yield* endOfBackup(client, clusterDir)
      },
      close: () => client.end(),
    }
  } catch (error) {
    await client.end()
    throw error
  }
}

async function lastMigration(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ name: string | null }>(
    'select max(name) as name from schema_migration',
  )
  return rows[0]?.name ?? null
}

/** Asked of whatever tables there are: the data may be older than this program. */
async function keyIdsInUse(client: pg.Client): Promise<PhysicalBackup['keyIds']> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'key_id' and table_type = 'BASE TABLE'`,
  )
  const sealed = new Set<string>()
  let audit: string | null = null
  for (const { name } of tables)
    if (name === 'audit_entry') {
      const { rows } = await client.query<{ id: string }>(
        'select key_id as id from audit_entry order by seq desc limit 1',
      )
      audit = rows[0]?.id ?? null
    } else {
      const { rows } = await client.query<{ id: string | null }>(
        `select distinct key_id as id from ${client.escapeIdentifier(name)}`,
      )
      for (const { id } of rows) if (id !== null) sealed.add(id)
    }
  return { audit, sealed: [...sealed].sort() }
}

const bytesOf = (entries: readonly ClusterEntry[]): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === 'file' ? entry.size : 0), 0)

/** The label a recovery begins from, and the log from there to the end of the copy. */
async function* endOfBackup(client: pg.Client, clusterDir: string): AsyncGenerator<ClusterEntry> {
  const { rows } = await client.query<{ label: string; last: string }>(
    'select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(false)',
  )
  const { label = '', last = '' } = rows[0] ?? {}
  const first = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$/m.exec(label)?.[1]
  if (!first) throw new BackupFailed('数据库没有给出备份的起点，请重试')
  const bytes = Buffer.from(label)
  yield {
    kind: 'file',
    path: 'backup_label',
    size: bytes.length,
    bytes: async function* () {
      yield bytes
    },
  }
  for (const name of await segments(clusterDir, first, last))
    yield fileOf(clusterDir, `pg_wal/${name}`, (await stat(join(clusterDir, 'pg_wal', name))).size)
}

/**
 * The log's segments from `first` to `last` and the histories of their timelines.
 * @throws BackupFailed when one is not there, which the slot should have prevented.
 */
async function segments(clusterDir: string, first: string, last: string): Promise<string[]> {
  const names = (await readdir(join(clusterDir, 'pg_wal'))).sort()
  const wanted = names.filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last)
  if (wanted.length !== positionOf(last) - positionOf(first) + 1)
    throw new BackupFailed(`数据库日志 ${first} 至 ${last} 不完整，备份作废，请重试`, { first, last })
  return [...names.filter((name) => name.endsWith('.history')), ...wanted]
}

/** A segment's place in the log: 256 of the usual 16 MB make one of the upper number. */
const positionOf = (segment: string): number =>
  Number.parseInt(segment.slice(8, 16), 16) * 256 + Number.parseInt(segment.slice(16), 16)
