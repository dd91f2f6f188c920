import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Logger } from 'pino'
import { locateBinaries, type PostgresBinaries } from './embedded-binaries.js'
import { prepareCluster } from './embedded-cluster.js'
import { EmbeddedServerFailed } from './embedded-failure.js'
import { stopOrphan } from './embedded-orphan.js'
import { freePort } from './free-port.js'
import { type Launch, launchCommand, launchFor } from './system-user.js'

export interface EmbeddedServerOptions {
  dataDir: string
  log: Logger
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
/** Recovery after a power cut replays the log, which may take a while on an old disk. */
const startWithinMs = 120_000
const keepLogBytes = 10 * 1024 * 1024

/** Small on purpose: the machine is a town's one server and runs everything else too. */
const ownSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'Asia/Shanghai',
  log_checkpoints: 'off',
  // The just-in-time compiler is not shipped with the binaries.
  jit: 'off',
}

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
    const port = await freePort()
    const child = launchServer({ binaries, launch, clusterDir, port, logFile, settings: options.settings })
    const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
      child.once('error', () => resolve({ code: null, signal: null }))
      child.once('exit', (code, signal) => resolve({ code, signal }))
    })
    const urlOf = (database: string) => `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${database}`
    if (await answers(urlOf('postgres'), ended)) {
      const server = {
        ownerUrl: urlOf(databaseName),
        port,
        pid: child.pid ?? 0,
        ended,
        stop: () => stop(child, ended),
        release: () => child.unref(),
      }
      await createDatabase(urlOf('postgres')).catch(async (error: unknown) => {
        await server.stop()
        throw error
      })
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

interface ServerLaunch {
  binaries: PostgresBinaries
  launch: Launch
  clusterDir: string
  port: number
  logFile: string
  settings: Readonly<Record<string, string>> | undefined
}

function launchServer({ binaries, launch, clusterDir, port, logFile, settings }: ServerLaunch): ChildProcess {
  const all = { ...ownSettings, ...settings, port: String(port) }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { program, args, ids } = launchCommand(launch, binaries.postgres, ['-D', clusterDir, ...flags])
  rotate(logFile)
  const output = openSync(logFile, 'a', 0o600)
  try {
    return spawn(program, args, {
      ...ids,
      cwd: '/',
      detached: true,
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['ignore', output, output],
    })
  } finally {
    closeSync(output)
  }
}

/** One old log is kept beside the current one. */
function rotate(logFile: string): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > keepLogBytes)
    renameSync(logFile, `${logFile}.1`)
}

/** True when the server takes connections, false when it ended or took too long. */
async function answers(url: string, ended: Promise<unknown>): Promise<boolean> {
  let hasEnded = false
  ended.then(() => {
    hasEnded = true
  })
  const until = Date.now() + startWithinMs
  while (!hasEnded && Date.now() < until) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch (error) {
      // 28P01: the password file and the cluster do not belong together; waiting does not help.
      if ((error as { code?: string }).code === '28P01') return false
      await wait(30)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
    if (!rowCount) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), stopWithinMs)
  await ended
  clearTimeout(timer)
}
