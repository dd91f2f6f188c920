import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DomainError } from '@huiyin/domain/errors'
import { isRunning, startedMark } from './process-identity.js'

/** Another Huiyin works on this data folder. */
export class AlreadyRunning extends DomainError {
  override readonly name = 'AlreadyRunning'
  readonly pid: number
  constructor(dataDir: string, pid: number) {
    super(
      `回音已在运行（进程号 ${pid}），正在使用数据文件夹 ${dataDir}。如需重启，请先停止它：kill ${pid}；如需另开一套，请用 --data 指定别的文件夹`,
      { dataDir, pid },
    )
    this.pid = pid
  }
}

/** The data folder cannot be made or written. */
export class DataFolderUnusable extends DomainError {
  override readonly name = 'DataFolderUnusable'
}

/** What the system's refusals mean to whoever set the folder. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: '没有写入权限',
  EPERM: '没有写入权限',
  EROFS: '所在磁盘是只读的',
  // Node answers this when it makes folders below one that is read-only.
  ENOENT: '建立不了，上级文件夹不存在或只读',
  ENOSPC: '磁盘已满',
  ENOTDIR: '路径上有同名文件',
  EEXIST: '路径上有同名文件',
}

const unusable = (dataDir: string, error: unknown) => {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new DataFolderUnusable(
    `数据文件夹 ${dataDir} 不能使用：${reasons[code] ?? message}。请把它改为当前用户可写，或用 --data（环境变量 HUIYIN_DATA）指定别的文件夹`,
    { dataDir, code },
  )
}

interface Holder {
  pid: number
  started: string | null
}

/**
 * Takes the data folder for this process, making it if need be. The lock names the process and when it
 * started, so that neither a crash nor a recycled process id locks anyone out.
 * @throws AlreadyRunning naming the process that holds it.
 * @throws DataFolderUnusable when the folder cannot be made or written.
 */
export function lockDataFolder(dataDir: string): { release(): void } {
  const path = join(dataDir, 'huiyin.pid')
  const mine = `${path}.${process.pid}`
  const text = `${JSON.stringify({ pid: process.pid, started: startedMark(process.pid) } satisfies Holder)}\n`
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(mine, text)
  } catch (error) {
    throw unusable(dataDir, error)
  }
  try {
    while (!linked(mine, path)) {
      const found = read(path)
      if (found === null) continue
      const holder = parse(found)
      if (holder && isHeldBy(holder)) throw new AlreadyRunning(dataDir, holder.pid)
      removeStale(path, found)
    }
  } catch (error) {
    throw error instanceof DomainError ? error : unusable(dataDir, error)
  } finally {
    rmSync(mine, { force: true })
  }
  return {
    release: () => {
      if (read(path) === text) rmSync(path, { force: true })
    },
  }
}

/** Makes the lock whole or not at all; false when there is one. */
function linked(mine: string, path: string): boolean {
  try {
    linkSync(mine, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): Holder | null {
  try {
    const { pid, started } = JSON.parse(text) as Partial<Holder>
    return Number.isInteger(pid) ? { pid: pid as number, started: started ?? null } : null
  } catch {
    return null
  }
}

const isHeldBy = ({ pid, started }: Holder): boolean =>
  isRunning(pid) && (started === null || startedMark(pid) === started)

/** Takes a dead process's lock away; if another start was quicker and the lock is now its own, puts that back. */
function removeStale(path: string, stale: string): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (read(aside) !== stale) linked(aside, path)
  unlinkSync(aside)
}
