import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const isLinux = process.platform === 'linux'

const tryTo = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch {
    return null
  }
}

const askPs = (pid: number, column: string): string | null =>
  tryTo(() =>
    execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim(),
  ) || null

/** True while a process of that id exists, a zombie not counted. */
export function isRunning(pid: number): boolean {
  if (isLinux) {
    const state = statFields(pid)?.[0]
    return state !== undefined && state !== 'Z' && state !== 'X'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When the process started, in the system's own words; tells a recycled process id from the one that was meant. */
export function startedMark(pid: number): string | null {
  // Field 22 of proc_pid_stat(5), counted after the command, which may hold spaces: the 20th of what follows it.
  if (isLinux) return statFields(pid)?.[19] ?? null
  return process.platform === 'win32' ? null : askPs(pid, 'lstart')
}

/** The command line of a process, arguments separated by spaces; null when it does not run. */
export function commandLine(pid: number): string | null {
  if (isLinux)
    return tryTo(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()) || null
  return process.platform === 'win32' ? null : askPs(pid, 'command')
}

function statFields(pid: number): string[] | null {
  const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}
