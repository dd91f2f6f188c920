import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How another command of this machine reaches the running installation. Readable by its owner only. */
export interface Runtime {
  pid: number
  url: string
  serviceUrl: string
  redisUrl?: string
  startedAt: string
}

const fileOf = (dataDir: string) => join(dataDir, 'runtime.json')

export const writeRuntime = (dataDir: string, runtime: Runtime): void =>
  writeFileSync(fileOf(dataDir), `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 })

export const removeRuntime = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true })

/** The running installation of this data folder, or null when none runs (a file left by a crash counts as none). */
export function readRuntime(dataDir: string): Runtime | null {
  try {
    const runtime = JSON.parse(readFileSync(fileOf(dataDir), 'utf8')) as Runtime
    process.kill(runtime.pid, 0)
    return runtime
  } catch {
    return null // no file, half a file, or a process that is gone: nothing runs
  }
}
