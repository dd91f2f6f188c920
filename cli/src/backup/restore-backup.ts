import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, stat, statfs, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { lockDataFolder } from '@huiyin/store/data-folder-lock'
import { postgresMajor } from '@huiyin/store/embedded-cluster'
import { newestMigration } from '@huiyin/store/migrate'
import type { Environment } from '../environment.js'
import { UsageError } from '../output.js'
import { BackupDamaged, formatVersion, type Manifest, thisArchitecture } from './archive-format.js'
import { DiskRefused, diskRefusal } from './disk-refusal.js'
import { type KeyFile, readKeyFile } from './key-file.js'
import { unpackArchive } from './read-archive.js'
import { type ArchiveRead, type Verified, verifyRestored } from './verify-restored.js'

export interface RestoreOrder {
  file: string
  keyFile: string
  signal: AbortSignal
  /** Progress, in words. */
  say(line: string): void
}

export interface Restored extends Manifest, Verified, Pick<ArchiveRead, 'bytes' | 'sha256'> {
  dataDir: string
}

/** Everything lies in here until it has been verified; a restore that was killed leaves nothing a start would take up. */
const stagingName = 'restoring'
/** Room for the log and what recovery writes. */
const spareBytes = 128 * 1024 * 1024

/**
 * Restores a backup into an empty or missing folder: unpacks and compares every file, lets the server recover once,
 * counts and verifies, and only then puts it in place. Whatever fails, the folder is as it was.
 * @throws UsageError, InvalidInput, BackupDamaged or DiskRefused with what to do.
 */
export async function restoreBackup(env: Environment, order: RestoreOrder): Promise<Restored> {
  if (env.databaseUrl)
    throw new UsageError('设置了 DATABASE_URL：huiyin restore 只恢复内置数据库。请取消 DATABASE_URL 后重试')
  await refuseMissing(order.file)
  const { dataDir } = env
  const isNew = !existsSync(dataDir)
  refuseUsed(dataDir)
  const keys = readKeyFile(order.keyFile)
  if (env.secret && env.secret !== keys.secret)
    throw new InvalidInput('环境变量 HUIYIN_SECRET 与备份的密钥不同：请改为原来的值，或取消它，然后重试')
  const lock = lockDataFolder(dataDir)
  const staging = join(dataDir, stagingName)
  try {
    await mkdir(staging)
    const { manifest, ...read } = await unpack(staging, keys, order)
    await placeKeys(staging, keys)
    order.say('文件完整，正在启动数据库核验…')
    const verified = await verifyRestored(env, staging, keys, manifest, {
      name: basename(order.file),
      ...read,
    })
    order.signal.throwIfAborted()
    await putInPlace(staging, dataDir)
    return { dataDir, ...manifest, ...verified, ...read }
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (order.signal.aborted) throw new InvalidInput('恢复已中断，未留下任何文件')
    throw diskRefusal('恢复', error)
  } finally {
    lock.release()
    if (isNew) await rmdir(dataDir).catch(() => {}) // only when nothing was put there
  }
}

async function refuseMissing(file: string): Promise<void> {
  try {
    if (!(await stat(file)).isFile()) throw new UsageError(`${file} 不是文件`)
  } catch (error) {
    throw diskRefusal(`读取备份文件 ${file} `, error)
  }
}

function refuseUsed(dataDir: string): void {
  try {
    if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return
  } catch (error) {
    throw diskRefusal('读取数据目录', error)
  }
  throw new UsageError(
    `${dataDir} 不是空文件夹，恢复不会覆盖已有数据。请用 --data 指定一个空的或不存在的文件夹，或先把原数据目录改名移走`,
  )
}

const unpack = (
  into: string,
  { secret }: KeyFile,
  { file, signal, say }: RestoreOrder,
): ReturnType<typeof unpackArchive> => {
  let said = 0
  return unpackArchive({
    file,
    into,
    secret,
    signal,
    onManifest: async (manifest) => {
      refuseOther(manifest)
      await refuseSmallDisk(into, manifest)
      say(
        `备份于 ${manifest.createdAt}，约 ${Math.round(manifest.clusterBytes / 1_000_000)} MB，正在解开并核对…`,
      )
    },
    onBytes: (bytes) => {
      const hundreds = Math.floor(bytes / 100_000_000)
      if (hundreds > said) say(`已解开 ${hundreds * 100} MB`)
      said = hundreds
    },
  })
}

/** A cluster is bound to its PostgreSQL major and architecture, its data to a program at least as new. */
function refuseOther(manifest: Manifest): void {
  if (manifest.formatVersion !== formatVersion)
    throw new BackupDamaged(`备份格式 ${manifest.formatVersion} 比本程序新，请用新版本的回音恢复`)
  if (manifest.postgresMajor !== postgresMajor)
    throw new BackupDamaged(
      `备份来自 PostgreSQL ${manifest.postgresMajor}，本程序使用 ${postgresMajor}：请用备份时的回音版本（${manifest.productVersion}）恢复`,
    )
  if (manifest.architecture !== thisArchitecture)
    throw new BackupDamaged(
      `备份来自 ${manifest.architecture} 的机器，本机是 ${thisArchitecture}：请在同类机器上恢复`,
    )
  if (manifest.schemaVersion > newestMigration())
    throw new BackupDamaged(
      `备份比本程序新（已有升级 ${manifest.schemaVersion}）：请用 ${manifest.productVersion} 或更新的版本恢复`,
    )
}

async function refuseSmallDisk(folder: string, { clusterBytes }: Manifest): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  const needed = clusterBytes + spareBytes
  if (bavail * bsize < needed)
    throw new DiskRefused(
      `磁盘空间不足：恢复约需 ${Math.ceil(needed / 1_000_000)} MB，${dirname(folder)} 所在磁盘只剩 ${Math.floor((bavail * bsize) / 1_000_000)} MB`,
    )
}

async function placeKeys(staging: string, { secret, originalKeys }: KeyFile): Promise<void> {
  await writeFile(join(staging, 'secret.key'), `${secret}\n`, { mode: 0o600, flag: 'wx' })
  await mkdir(join(staging, 'keys'), { mode: 0o700 })
  for (const { id, key } of originalKeys)
    await writeFile(join(staging, 'keys', `original-${id}.key`), `${key}\n`, { mode: 0o600, flag: 'wx' })
}

/** The cluster first and its password last: were this cut short, a start would refuse rather than make a new cluster. */
async function putInPlace(staging: string, dataDir: string): Promise<void> {
  const ends = ['postgres', 'postgres-password']
  const between = (await readdir(staging)).filter((name) => !ends.includes(name))
  for (const name of ['postgres', ...between, 'postgres-password'])
    await rename(join(staging, name), join(dataDir, name))
  await rm(staging, { recursive: true })
}
