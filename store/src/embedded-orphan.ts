import { readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import { EmbeddedServerFailed } from './embedded-failure.js'
import { commandLine, isRunning } from './process-identity.js'

const fastWithinMs = 8_000
const immediateWithinMs = 5_000

/**
 * Stops the server a crashed parent left on this cluster. Called with the folder's lock held, so nobody else
 * owns it. A pid file whose process is gone, or is now something else, is removed.
 * @throws EmbeddedServerFailed when the old server does not end.
 */
export async function stopOrphan(clusterDir: string, log: Logger): Promise<void> {
  const pidFile = join(clusterDir, 'postmaster.pid')
  const pid = readPid(pidFile)
  if (pid === null) return
  if (!isServerOf(pid, clusterDir)) {
    rmSync(pidFile, { force: true })
    log.info({ pid }, 'stale database pid file removed')
    return
  }
  log.warn({ pid }, 'stopping the database server a crash left behind')
  process.kill(pid, 'SIGINT')
  if (await hasEnded(pid, fastWithinMs)) return
  process.kill(pid, 'SIGQUIT')
  if (await hasEnded(pid, immediateWithinMs)) return
  throw new EmbeddedServerFailed(`上次遗留的数据库进程 ${pid} 停不下来，请手工结束它：kill ${pid}`, { pid })
}

function readPid(pidFile: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    return pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isServerOf(pid: number, clusterDir: string): boolean {
  if (!isRunning(pid)) return false
  const command = commandLine(pid)
  if (command === null) return false
  const words = command.split(' ')
  const isPostgres = words[0]?.replace(/\.exe$/, '').endsWith('postgres') ?? false
  return isPostgres && (command.includes(clusterDir) || command.includes(realpathSync(clusterDir)))
}

async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
  for (const until = Date.now() + withinMs; Date.now() < until; await wait(50))
    if (!isRunning(pid)) return true
  return !isRunning(pid)
}
