import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Logger } from 'pino'
import { locateBinaries, type PostgresBinaries } from './embedded-binaries.js'
import { prepareCluster } from './embedded-cluster.js'
import { EmbeddedServerFailed } from './embedded-failure.js'
import { stopOrphan } from './embedded-orphan.js'
import { isReady, launchServer } from './embedded-process.js'
import { freePort } from './free-port.js'
import { launchFor } from './system-user.js'

export interface EmbeddedServerOptions {
  dataDir: string
  log: Logger
  /** Tried first, so that services find a server that was started again after a crash where it was. */
  port?: number
  /** The programs, when not those npm installed. */
  binaries?: PostgresBinaries
  /** PostgreSQL settings over ours, as `name=value` pairs. */
  settings?: Readonly<Record<string, string>>
}

export interface EmbeddedServer {
  /** URL of the owner role; services use `serviceUrl(ownerUrl)`. */
  ownerUrl: string
  port: number
  pid: number
  /** Settles when the server has ended, asked or not. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Fast shutdown; after 8 s immediate shutdown, which the next start recovers from. */
  stop(): Promise<void>
  /** Lets this process end without the server; whoever stops it later knows its pid. */
  release(): void
}

export const ownerRole = 'huiyin_owner'
const databaseName = 'huiyin'
const stopWithinMs = 8_000

/**
 * Starts the private PostgreSQL of a data folder, making the cluster on the first start. It listens on
 * 127.0.0.1 only and is a process group of its own, so that a terminal's Ctrl-C reaches our services first.
 * The caller holds the folder's lock: a server still running here was left by a crash and is stopped.
 * @throws EmbeddedServerFailed with what to do.
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { log } = options
  mkdirSync(join(options.dataDir, 'logs'), { recursive: true })
  const dataDir = realpathSync(options.dataDir)
  const binaries = options.binaries ?? locateBinaries()
  const clusterDir = join(dataDir, 'postgres')
  const launch = launchFor([binaries.postgres, join(dataDir, 'logs')])
  await stopOrphan(clusterDir, log)
  const password = await prepareCluster({ dataDir, clusterDir, binaries, launch, ownerRole, log })
  const logFile = join(dataDir, 'logs', 'postgres.log')
  for (let attempt = 1; ; attempt += 1) {
    const port = attempt === 1 && options.port ? options.port : await freePort()
    const child = launchServer({ binaries, launch, clusterDir, port, logFile, settings: options.settings })
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      child.once('error', () => resolve({ code: null, signal: null }))
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    const urlOf = (database: string) => `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`
    if (await isReady(clusterDir, child.pid ?? 0, ended)) {
      const server = {
        ownerUrl: urlOf(databaseName),
        port,
        pid: child.pid ?? 0,
        ended,
        stop: () => stop(child, ended),
        release: () => child.unref(),
      }
      try {
        await createDatabase(urlOf('postgres'))
      } catch (error) {
        await server.stop()
        throw refusal(error, dataDir)
      }
      log.info({ port, pid: server.pid }, 'embedded PostgreSQL started')
      return server
    }
    child.kill('SIGQUIT')
    await ended
    const tail = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
    // Another program may have taken the port between our look and PostgreSQL's.
    if (attempt < 3 && tail.includes('Address already in use')) continue
    throw new EmbeddedServerFailed(`内置 PostgreSQL 没有启动，日志 ${logFile} 最后几行：\n${tail}`, {
      logFile,
    })
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
    if (!rowCount) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

/** 28P01: the password file and the cluster do not belong together. */
const refusal = (error: unknown, dataDir: string): unknown =>
  (error as pg.DatabaseError).code === '28P01'
    ? new EmbeddedServerFailed(
        `口令文件 ${join(dataDir, 'postgres-password')} 与数据库不符。请从备份放回原来的文件`,
        { dataDir },
      )
    : error

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopWithinMs)
  await ended
  clearTimeout(timer)
}
