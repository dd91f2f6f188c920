import { existsSync, mkdirSync, realpathSync } from 'node:fs'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import type { Clock } from '@huiyin/domain/clock'
import { InvalidInput } from '@huiyin/domain/errors'
import { auditKeyFrom, auditKeyId } from '@huiyin/store/audit-key'
import type { PhysicalBackup } from '@huiyin/store/physical-backup'
import type { Environment } from '../environment.js'
import { originalKeys } from '../original-keys.js'
import { UsageError } from '../output.js'
import { findSecret } from '../secret.js'
import { auditHeadsDir } from '../services/audit-heads.js'
import { version } from '../version.js'
import { formatVersion, type Manifest, thisArchitecture } from './archive-format.js'
import { refuseNoDataFolder, withBackupSource } from './backup-source.js'
import { diskRefusal } from './disk-refusal.js'
import { keyFileText, keysOf } from './key-file.js'
import { recordBackup } from './record-backup.js'
import { type ArchivedEntry, writeArchive } from './write-archive.js'

export interface BackupOrder {
  file: string
  keyFile: string
  clock: Clock
  signal: AbortSignal
  /** Progress, in words. */
  say(line: string): void
}

/** What was written; sizes in bytes. */
export interface BackupMade extends Manifest {
  file: string
  keyFile: string
  /** Whether it was taken from a running installation. */
  running: boolean
  bytes: number
  /** Of the backup file, in hex, as the audit has it. */
  sha256: string
  unpackedBytes: number
  files: number
  originalKeys: number
  /** Keys that seal rows and are not on this machine: what they seal cannot be opened after a restore either. */
  missingKeys: string[]
}

/**
 * Writes a backup and its key file under temporary names and gives them their own when both are whole; otherwise
 * nothing is left.
 * @throws UsageError, InvalidInput or DiskRefused with what to do.
 */
export async function makeBackup(env: Environment, order: BackupOrder): Promise<BackupMade> {
  refuseWrongUse(env, order)
  const secret = findSecret(env)
  if (!secret)
    throw new UsageError(
      '没有找到密钥 secret.key：请用 --data 指定原数据目录，或设置与服务相同的 HUIYIN_SECRET 后再备份',
    )
  const drafts = [order.file, order.keyFile].map((file) => `${file}.${process.pid}.partial`)
  const [archive = '', keys = ''] = drafts
  try {
    return await withBackupSource(env, async (source, { running, serviceUrl }) => {
      refuseForeignSecret(secret, source)
      const earlierKeys = keysOf(originalKeys(env))
      const manifest = manifestOf(source, order.clock.now())
      const written = await writeArchive({
        file: archive,
        manifest,
        entries: entriesOf(env, source),
        secret,
        createdAt: new Date(manifest.createdAt),
        signal: order.signal,
        onBytes: progress(source.clusterBytes, order.say),
      })
      // A rotation may have added or removed some meanwhile.
      const all = new Map([...earlierKeys, ...keysOf(originalKeys(env))].map((key) => [key.id, key]))
      await writeWhole(keys, keyFileText(new Date(manifest.createdAt), secret, [...all.values()]))
      order.signal.throwIfAborted()
      refuseExisting(order)
      await rename(keys, order.keyFile)
      await rename(archive, order.file)
      await recordOrRemove(order, () =>
        recordBackup(serviceUrl, secret, { ...written, name: basename(order.file), keys: all.size }),
      )
      const missingKeys = source.keyIds.sealed.filter((id) => !all.has(id))
      const { file, keyFile } = order
      return { file, keyFile, running, ...manifest, ...written, originalKeys: all.size, missingKeys }
    })
  } catch (error) {
    if (order.signal.aborted) throw new InvalidInput('备份已中断，未留下任何文件')
    throw diskRefusal('备份', error)
  } finally {
    for (const draft of drafts) await rm(draft, { force: true })
  }
}

/** What must be recorded and cannot be is not done: a copy of everything that nobody knows of may not lie about. */
async function recordOrRemove({ file, keyFile }: BackupOrder, record: () => Promise<void>): Promise<void> {
  try {
    await record()
  } catch (error) {
    for (const path of [file, keyFile]) await rm(path, { force: true })
    throw error
  }
}

function refuseWrongUse(env: Environment, order: BackupOrder): void {
  if (env.databaseUrl)
    throw new UsageError(
      '设置了 DATABASE_URL：huiyin backup 只备份内置数据库。外部数据库请用其自带的 pg_dump 备份，并另存 HUIYIN_SECRET 与原文密钥',
    )
  refuseNoDataFolder(env.dataDir)
  refuseExisting(order)
  try {
    mkdirSync(dirname(order.file), { recursive: true })
    mkdirSync(dirname(order.keyFile), { recursive: true })
  } catch (error) {
    throw diskRefusal('建立备份文件夹', error)
  }
  for (const file of [order.file, order.keyFile])
    if (isInside(realpathSync(dirname(file)), realpathSync(env.dataDir)))
      throw new UsageError(`备份不能放在数据目录里（${env.dataDir}）：磁盘损坏时会一同丢失。请换一个位置`)
}

function refuseExisting({ file, keyFile }: BackupOrder): void {
  if (file === keyFile) throw new UsageError('备份文件与密钥文件不能是同一个文件')
  for (const path of [file, keyFile])
    if (existsSync(path)) throw new UsageError(`${path} 已存在，不会覆盖。请换一个文件名，或先移走它`)
}

const isInside = (path: string, folder: string): boolean => !/^\.\.(\/|\\|$)/.test(relative(folder, path))

/** A backup whose keys are not those its rows were written with would fail when it is needed. */
function refuseForeignSecret(secret: string, { keyIds }: PhysicalBackup): void {
  if (keyIds.audit !== null && keyIds.audit !== auditKeyId(auditKeyFrom(secret)))
    throw new InvalidInput(
      '当前密钥与正在使用的不同（审计记录是用另一把密钥写入的）：请设置与服务相同的 HUIYIN_SECRET 后再备份，否则恢复后审计链无法校验',
    )
}

const manifestOf = (source: PhysicalBackup, createdAt: Date): Manifest => ({
  format: 'huiyin-backup',
  formatVersion,
  productVersion: version,
  schemaVersion: source.schemaVersion,
  postgresMajor: source.postgresMajor,
  architecture: thisArchitecture,
  createdAt: createdAt.toISOString(),
  clusterBytes: source.clusterBytes,
})

/** The heads go before the database: one exported later would prove entries that the copy does not have. */
async function* entriesOf(env: Environment, source: PhysicalBackup): AsyncGenerator<ArchivedEntry> {
  yield await smallFile(env.dataDir, 'postgres-password')
  yield { kind: 'folder', path: 'audit' }
  const heads = await readdir(auditHeadsDir(env)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const name of heads.filter((name) => /^head-.*\.json$/.test(name)).sort())
    yield await smallFile(env.dataDir, `audit/${name}`)
  yield { kind: 'folder', path: 'postgres' }
  for await (const entry of source.entries()) yield { ...entry, path: `postgres/${entry.path}` }
}

async function smallFile(dataDir: string, path: string): Promise<ArchivedEntry> {
  const content = await readFile(join(dataDir, path))
  return {
    kind: 'file',
    path,
    size: content.length,
    bytes: async function* () {
      yield content
    },
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** One line each tenth. */
function progress(expected: number, say: (line: string) => void): (bytes: number) => void {
  let said = 0
  return (bytes) => {
    const tenth = Math.min(10, Math.floor((bytes / Math.max(1, expected)) * 10))
    if (tenth <= said) return
    said = tenth
    say(`已复制 ${Math.round(bytes / 1_000_000)} MB（约 ${tenth * 10}%）`)
  }
}
