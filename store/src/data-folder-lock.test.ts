import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AlreadyRunning, DataFolderUnusable, lockDataFolder } from './data-folder-lock.js'
import { startedMark } from './process-identity.js'

const isRoot = process.getuid?.() === 0
if (isRoot)
  process.stderr.write('root: a folder without write permission is not tested, root may write everywhere\n')

let parent: string
let dataDir: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'huiyin-lock-'))
  dataDir = join(parent, 'data')
})
afterEach(() => {
  chmodSync(parent, 0o700)
  rmSync(parent, { recursive: true, force: true })
})

const lockFile = () => join(dataDir, 'huiyin.pid')

test('a second start on the folder is refused, naming the running process', () => {
  const lock = lockDataFolder(dataDir)
  expect(() => lockDataFolder(dataDir)).toThrow(AlreadyRunning)
  expect(() => lockDataFolder(dataDir)).toThrow(`进程号 ${process.pid}`)
  lock.release()
})

test('after release the folder is free', () => {
  lockDataFolder(dataDir).release()
  lockDataFolder(dataDir).release()
})

test('a lock of a process that is gone is taken over', () => {
  lockDataFolder(dataDir).release()
  writeFileSync(lockFile(), JSON.stringify({ pid: 4194304, started: '1' }))
  const lock = lockDataFolder(dataDir)
  expect(JSON.parse(readFileSync(lockFile(), 'utf8')).pid).toBe(process.pid)
  lock.release()
})

test('a lock whose process id now belongs to another process is taken over', () => {
  lockDataFolder(dataDir).release()
  writeFileSync(
    lockFile(),
    JSON.stringify({ pid: process.ppid, started: `not-${startedMark(process.ppid)}` }),
  )
  lockDataFolder(dataDir).release()
})

test('a lock cut short by a full disk is taken over', () => {
  lockDataFolder(dataDir).release()
  writeFileSync(lockFile(), '{"pid"')
  lockDataFolder(dataDir).release()
})

test('releasing does not take away the lock of whoever came after', () => {
  const lock = lockDataFolder(dataDir)
  const other = JSON.stringify({ pid: process.ppid, started: startedMark(process.ppid) })
  writeFileSync(lockFile(), other)
  lock.release()
  expect(readFileSync(lockFile(), 'utf8')).toBe(other)
})

test('a data folder that cannot be made is refused with its name and what to do', () => {
  writeFileSync(dataDir, 'a file')
  expect(() => lockDataFolder(dataDir)).toThrow(DataFolderUnusable)
  expect(() => lockDataFolder(dataDir)).toThrow(`数据文件夹 ${dataDir} 不能使用：路径上有同名文件`)
  expect(() => lockDataFolder(join(dataDir, 'below'))).toThrow('请把它改为当前用户可写，或用 --data')
})

test.skipIf(isRoot)('a data folder without write permission is refused', () => {
  chmodSync(parent, 0o500)
  expect(() => lockDataFolder(dataDir)).toThrow('没有写入权限')
})
