import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupFailed } from './backup-failed.js'

/** A folder or a file of a cluster; `path` is relative to the cluster, with `/`. */
export type ClusterEntry =
  | { kind: 'folder'; path: string }
  | { kind: 'file'; path: string; size: number; bytes(): AsyncIterable<Buffer> }

/**
 * Folders whose contents a server makes anew; the folder itself is kept. PostgreSQL 18, "Making a base backup using
 * the low level API", lists them: backup.sgml, section continuous archiving.
 */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])

/** Files of the running server alone, or written by the backup itself (same source). */
const left =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest|current_logfiles.*|postgresql\.auto\.conf\.tmp)$/
const leftAnywhere = /^(pgsql_tmp|pg_internal\.init)/

const chunkBytes = 256 * 1024

/**
 * Everything a physical backup takes of a cluster, folders before what is in them, `global/pg_control` last as
 * pg_basebackup does. Sizes are those of this moment; a file that is gone again by then is left out.
 * @throws BackupFailed on a link: a tablespace or moved folder lies outside and would be missing.
 */
export async function listCluster(clusterDir: string): Promise<ClusterEntry[]> {
  const entries: ClusterEntry[] = []
  await walk(clusterDir, '', entries)
  const last = entries.findIndex(({ path }) => path === 'global/pg_control')
  if (last < 0)
    throw new BackupFailed(`${clusterDir} 不是完整的数据库：缺少 global/pg_control`, { clusterDir })
  return [...entries.slice(0, last), ...entries.slice(last + 1), ...entries.slice(last, last + 1)]
}

async function walk(clusterDir: string, folder: string, entries: ClusterEntry[]): Promise<void> {
  const found = await readdir(join(clusterDir, folder), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (folder && error.code === 'ENOENT') return [] // dropped meanwhile
      throw error
    },
  )
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (leftAnywhere.test(entry.name) || (!folder && left.test(entry.name))) continue
    if (entry.isDirectory()) {
      entries.push({ kind: 'folder', path })
      if (folder || !emptied.has(path)) await walk(clusterDir, path, entries)
    } else if (entry.isFile()) {
      const size = await sizeOf(join(clusterDir, path))
      if (size !== null) entries.push(fileOf(clusterDir, path, size))
    } else
      throw new BackupFailed(
        `${join(clusterDir, path)} 是链接，指向数据文件夹之外，备份不会完整。请把它移回数据文件夹后重试`,
        { path },
      )
  }
}

const sizeOf = async (file: string): Promise<number | null> => {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** A file of exactly `size` bytes, however it grows or shrinks while it is read. */
export const fileOf = (clusterDir: string, path: string, size: number): ClusterEntry => ({
  kind: 'file',
  path,
  size,
  bytes: () => exactly(join(clusterDir, path), size),
})

/**
 * What the server adds or cuts off after the backup has begun stands in the log that is copied after it and is
 * replayed: the rest is left unread, what is missing is zeros (so does pg_basebackup).
 */
async function* exactly(file: string, size: number): AsyncGenerator<Buffer> {
  let remaining = size
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null // dropped meanwhile; the log drops it again
    throw error
  })
  try {
    while (handle && remaining > 0) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(chunkBytes, remaining)))
      if (bytesRead === 0) break
      remaining -= bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle?.close()
  }
  for (; remaining > 0; remaining -= chunkBytes) yield Buffer.alloc(Math.min(chunkBytes, remaining))
}
