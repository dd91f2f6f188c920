import { createHash, timingSafeEqual } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Extract, extract } from 'tar-stream'
import {
  BackupDamaged,
  type ListedFile,
  type Listing,
  listingMac,
  listingName,
  Manifest,
  manifestName,
  parseListing,
  parsePart,
  refuseForeignPath,
} from './archive-format.js'
import { measure } from './measure-stream.js'

type Entry = Extract extends AsyncIterable<infer E> ? E : never

/** What is kept in memory while it is read: a manifest, or a listing of some 400,000 files. */
const longestTextBytes = 64 * 1024 * 1024

export interface UnpackPlan {
  file: string
  /** An empty folder; what a failure leaves in it is the caller's to remove. */
  into: string
  secret: string
  signal: AbortSignal
  /** Told before anything is unpacked; what it throws ends the reading. */
  onManifest(manifest: Manifest): Promise<void>
  onBytes(bytes: number): void
}

/**
 * Unpacks a backup and answers its manifest, with length and digest of the archive itself, once every file has been
 * found as it was written.
 * @throws BackupDamaged when the file is cut short, altered, holds what a backup does not, or belongs to other keys.
 */
export async function unpackArchive(
  plan: UnpackPlan,
): Promise<{ manifest: Manifest; bytes: number; sha256: string }> {
  const tar = extract()
  const whole = measure()
  const fed = pipeline(createReadStream(plan.file), whole.through, createGunzip(), tar, {
    signal: plan.signal,
  })
  let cause: unknown
  const end = fed.catch((error: unknown) => {
    cause = error
  })
  try {
    const manifest = await readEntries(tar, plan)
    await fed
    return { manifest, ...whole.taken() }
  } catch (error) {
    const own = cause ?? error
    tar.destroy()
    await end
    throw asDamage(own)
  }
}

async function readEntries(tar: AsyncIterable<Entry>, plan: UnpackPlan): Promise<Manifest> {
  const seen = new Map<string, ListedFile>()
  let manifest: Manifest | null = null
  let listing: Listing | null = null
  let bytes = 0
  for await (const entry of tar) {
    const { name, type } = entry.header
    if (listing) throw new BackupDamaged(`备份文件的结尾之后还有内容“${name}”，已拒绝恢复`)
    if (name === listingName) {
      listing = parseListing((await textOf(entry)).text)
      continue
    }
    if (seen.has(name)) throw new BackupDamaged(`备份文件中“${name}”出现两次，已拒绝恢复`)
    if (!manifest) {
      if (name !== manifestName) throw new BackupDamaged(`备份文件缺少 ${manifestName}：这不是回音的备份`)
      const { text, listed } = await textOf(entry)
      manifest = parsePart(Manifest, manifestName, text)
      seen.set(name, listed)
      await plan.onManifest(manifest)
      continue
    }
    const path = type === 'directory' ? name.replace(/\/$/, '') : name
    refuseForeignPath(path)
    if (type === 'directory') {
      await mkdir(join(plan.into, path), { recursive: true, mode: 0o700 })
      entry.resume()
    } else if (type === 'file')
      seen.set(
        path,
        await unpackFile(entry, path, plan, (chunk) => {
          bytes += chunk
          plan.onBytes(bytes)
        }),
      )
    else throw new BackupDamaged(`备份文件中的“${name}”是链接或特殊文件，已拒绝恢复`)
  }
  if (!manifest || !listing) throw new BackupDamaged('备份文件不完整：没有写完，或复制时被截断')
  compare(listing, seen, plan.secret)
  return manifest
}

/** Whatever modes and owners the archive names: folders 0700 and files 0600, as PostgreSQL demands. */
async function unpackFile(
  entry: Entry,
  path: string,
  { into, signal }: UnpackPlan,
  onChunk: (bytes: number) => void,
): Promise<ListedFile> {
  const digest = createHash('sha256')
  let size = 0
  const hashed = async function* () {
    for await (const chunk of entry as AsyncIterable<Buffer>) {
      digest.update(chunk)
      size += chunk.length
      onChunk(chunk.length)
      yield chunk
    }
  }
  const file = join(into, path)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(hashed(), createWriteStream(file, { flags: 'wx', mode: 0o600 }), { signal })
  return { path, size, sha256: digest.digest('hex') }
}

async function textOf(entry: Entry): Promise<{ text: string; listed: ListedFile }> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of entry as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longestTextBytes) throw new BackupDamaged(`备份文件中的 ${entry.header.name} 过大，已拒绝恢复`)
    chunks.push(chunk)
  }
  const whole = Buffer.concat(chunks)
  const sha256 = createHash('sha256').update(whole).digest('hex')
  return { text: whole.toString('utf8'), listed: { path: entry.header.name, size, sha256 } }
}

function compare({ files, mac }: Listing, seen: ReadonlyMap<string, ListedFile>, secret: string): void {
  if (!timingSafeEqual(Buffer.from(mac), Buffer.from(listingMac(secret, files))))
    throw new BackupDamaged(
      '密钥文件与备份不配套，或备份的清单被改动过。请用 --keys 指定同一次备份的密钥文件',
    )
  for (const { path, size, sha256 } of files) {
    const found = seen.get(path)
    if (!found) throw new BackupDamaged(`备份文件中缺少“${path}”，已拒绝恢复`, { path })
    if (found.size !== size || found.sha256 !== sha256)
      throw new BackupDamaged(`备份文件中的“${path}”与备份时不同，已被改动或损坏，已拒绝恢复`, { path })
  }
  if (seen.size !== files.length) throw new BackupDamaged('备份文件中有清单以外的文件，已拒绝恢复')
}

/** What unzip and tar say of bytes they cannot read. */
function asDamage(error: unknown): unknown {
  const { code = '', syscall, message } = error as NodeJS.ErrnoException
  if (error instanceof BackupDamaged || syscall || code === 'ABORT_ERR') return error
  const foreign = code.startsWith('Z_') || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === ''
  if (!(error instanceof Error) || !foreign || error.constructor !== Error) return error
  return new BackupDamaged('备份文件已损坏或不完整，不能恢复。请换用另一份备份', { code, message })
}
