import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isRunning } from './process-identity.js'

/** Names the folder of this test run to its workers. */
export const runFolderVariable = 'HUIYIN_TEST_RUN'

const runPrefix = 'huiyin-test-'

/**
 * Vitest's global set-up: gives the run a folder in which the first worker that needs a database starts one
 * (`testing.ts`), and stops that one at the end. A run that needs none pays nothing.
 */
export default function prepareRun(): () => Promise<void> {
  removeDeadRuns()
  const folder = mkdtempSync(join(tmpdir(), `${runPrefix}${process.pid}-`))
  process.env[runFolderVariable] = folder
  return async () => {
    await stopServer(folder)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A run that was killed leaves its server; the next run ends it. */
function removeDeadRuns(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${runPrefix}(\\d+)-`).exec(name)?.[1])
    if (!pid || isRunning(pid)) continue
    const folder = join(tmpdir(), name)
    stopServer(folder)
      .then(() => rmSync(folder, { recursive: true, force: true }))
      .catch(() => undefined) // another user’s run
  }
}

/** Immediate shutdown: nothing in it is kept. */
async function stopServer(folder: string): Promise<void> {
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  if (!(pid > 0) || !isRunning(pid)) return
  process.kill(pid, 'SIGQUIT')
  while (isRunning(pid)) await wait(20)
}
