import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dayOf } from '@huiyin/domain/shanghai'
import { headMac, sameHash } from './audit-chain.js'
import { auditKeyId } from './audit-key.js'
import type { ActingStore } from './store.js'

/**
 * The end of the chain at one moment, kept outside the database. Copied to another machine or printed, it proves
 * later that nothing before it was cut off or written anew.
 */
export interface AuditHead {
  seq: number
  hash: string
  keyId: string
  exportedAt: string
}

/** A head file as found: the head, or why it cannot be believed. */
export interface FoundHead {
  file: string
  head: AuditHead | null
  refusal: string | null
}

const fileName = /^head-\d{4}-\d\d-\d\d\.json$/

function judge(key: Uint8Array, file: string, text: string): FoundHead {
  const refuse = (refusal: string): FoundHead => ({ file, head: null, refusal })
  try {
    const { mac, ...head } = JSON.parse(text) as AuditHead & { mac: string }
    if (head.keyId !== auditKeyId(key)) return refuse('是用另一把密钥导出的')
    if (!sameHash(String(mac), headMac(key, head))) return refuse('的内容被改动过')
    return { file, head, refusal: null }
  } catch {
    return refuse('不是有效的链头文件')
  }
}

/** The heads in a folder, oldest first; none when there is no such folder. */
export async function readHeads(folder: string, key: Uint8Array): Promise<FoundHead[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const files = names.filter((name) => fileName.test(name)).sort()
  return await Promise.all(
    files.map(async (file) => judge(key, file, await readFile(join(folder, file), 'utf8'))),
  )
}

/** What became of an export: `kept` means that the day's file contradicts the chain and stands as evidence. */
export type HeadExport = 'empty' | 'written' | 'kept'

/**
 * Writes the day's head. One that is there already is replaced only by a later end of the same chain: a chain cut
 * short since must not wipe away what proves it.
 */
export async function exportHead(
  acting: ActingStore,
  key: Uint8Array,
  folder: string,
): Promise<{ outcome: HeadExport; file: string }> {
  const { now, end } = await acting.transaction(async (tx) => ({ now: tx.now, end: await tx.audit.end() }))
  const name = `head-${dayOf(now)}.json`
  const file = join(folder, name)
  if (!end) return { outcome: 'empty', file }
  const earlier = (await readHeads(folder, key)).find((found) => found.file === name)
  if (earlier) {
    const { head } = earlier
    const stored = head && (await acting.transaction((tx) => tx.audit.hashAt(head.seq)))
    if (!head || stored !== head.hash) return { outcome: 'kept', file }
  }
  const head: AuditHead = { ...end, keyId: auditKeyId(key), exportedAt: now.toISOString() }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, `${JSON.stringify({ ...head, mac: headMac(key, head) }, null, 2)}\n`, {
    mode: 0o600,
  })
  await rename(`${file}.new`, file)
  return { outcome: 'written', file }
}
