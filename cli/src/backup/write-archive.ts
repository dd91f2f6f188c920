import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Pack, pack } from 'tar-stream'
import { type ListedFile, listingMac, listingName, type Manifest, manifestName } from './archive-format.js'
import { measure } from './measure-stream.js'

/** A folder or a file on its way into a backup; `path` is relative to the data folder. */
export type ArchivedEntry =
  | { kind: 'folder'; path: string }
  | { kind: 'file'; path: string; size: number; bytes(): AsyncIterable<Buffer> }

/** Level 1: gzip's half time of its default for a file a sixth larger (0.9 s, 10.3 MB; 1.6 s, 8.8 MB: `bench/backup.mjs`). */
const gzipLevel = 1

export interface ArchivePlan {
  file: string
  manifest: Manifest
  entries: AsyncIterable<ArchivedEntry>
  secret: string
  createdAt: Date
  signal: AbortSignal
  /** Told the bytes taken so far, unpacked. */
  onBytes(bytes: number): void
}

/**
 * Writes a backup to `file`, which must not exist, and has it on the disk when it resolves.
 * @returns files and bytes it holds, and its own length and digest
 */
export async function writeArchive(
  plan: ArchivePlan,
): Promise<{ files: number; unpackedBytes: number; bytes: number; sha256: string }> {
  const tar = pack()
  const out = createWriteStream(plan.file, { flags: 'wx', mode: 0o600, flush: true })
  const whole = measure()
  const written = pipeline(tar, createGzip({ level: gzipLevel }), whole.through, out, {
    signal: plan.signal,
  })
  try {
    const [done] = await Promise.all([fill(tar, plan), written])
    return { files: done.files, unpackedBytes: done.bytes, ...whole.taken() }
  } catch (error) {
    tar.destroy()
    throw await written.then(
      () => error,
      (cause: unknown) => cause, // why the disk or the person stopped it, rather than what followed from it
    )
  }
}

async function fill(tar: Pack, plan: ArchivePlan): Promise<{ files: number; bytes: number }> {
  const files: ListedFile[] = []
  let bytes = 0
  const add = async (path: string, size: number, chunks: AsyncIterable<Buffer>) => {
    const digest = createHash('sha256')
    const counted = async function* () {
      for await (const chunk of chunks) {
        digest.update(chunk)
        bytes += chunk.length
        plan.onBytes(bytes)
        yield chunk
      }
    }
    const sink = tar.entry({ name: path, size, type: 'file', mode: 0o600, mtime: plan.createdAt })
    await pipeline(counted(), sink, { signal: plan.signal })
    files.push({ path, size, sha256: digest.digest('hex') })
  }
  const manifest = Buffer.from(`${JSON.stringify(plan.manifest, null, 2)}\n`)
  await add(manifestName, manifest.length, Readable.from([manifest]))
  for await (const entry of plan.entries)
    if (entry.kind === 'file') await add(entry.path, entry.size, entry.bytes())
    else tar.entry({ name: entry.path, type: 'directory', mode: 0o700, mtime: plan.createdAt })
  const listing = Buffer.from(JSON.stringify({ files, mac: listingMac(plan.secret, files) }))
  const counts = { files: files.length, bytes }
  await add(listingName, listing.length, Readable.from([listing]))
  tar.finalize()
  return counts
}
