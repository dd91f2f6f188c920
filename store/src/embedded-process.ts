import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { PostgresBinaries } from './embedded-binaries.js'
import { type Launch, launchCommand } from './system-user.js'

/** Recovery after a power cut replays the log, which may take a while on an old disk. */
const startWithinMs = 120_000
const keepLogBytes = 10 * 1024 * 1024

/**
 * Small on purpose: the machine is a town's one server and runs everything else too. Shared buffers take memory only as
 * far as there is data to fill them. With 64 MB, a million posts stored, looking for what is near a post read 32 pages
 * anew and had to write 7 changed ones of others first, each behind a flush of the log; with 256 MB 20 and none.
 */
const ownSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '256MB',
  fsync: 'on',
  timezone: 'UTC',
  log_timezone: 'Asia/Shanghai',
  log_checkpoints: 'off',
  // Four processes fewer: reads are small and nothing replicates.
  io_method: 'sync',
  max_logical_replication_workers: '0',
  // The just-in-time compiler is not shipped with the binaries.
  jit: 'off',
}

export interface ServerLaunch {
  binaries: PostgresBinaries
  launch: Launch
  clusterDir: string
  port: number
  logFile: string
  settings: Readonly<Record<string, string>> | undefined
}

/** Starts the server program; it is running but not yet ready. */
export function launchServer({
  binaries,
  launch,
  clusterDir,
  port,
  logFile,
  settings,
}: ServerLaunch): ChildProcess {
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

/**
 * True when the server says it is ready (line 8 of its pid file), false when it ended or took too long. The
 * port alone would not tell: another program may sit on it and never answer.
 */
export async function isReady(clusterDir: string, pid: number, ended: Promise<unknown>): Promise<boolean> {
  let hasEnded = false
  ended.then(() => {
    hasEnded = true
  })
  for (const until = Date.now() + startWithinMs; !hasEnded && Date.now() < until; await wait(20)) {
    const lines = readPidFile(clusterDir)
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return true
  }
  return false
}

/** The lines of the pid file; none when there is none yet. */
function readPidFile(clusterDir: string): string[] {
  try {
    return readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
