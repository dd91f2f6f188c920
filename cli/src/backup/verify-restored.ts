import { readHeads } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { verifyAudit } from '@huiyin/store/audit-verify'
import { cliActor } from '../cli-actor.js'
import type { Environment } from '../environment.js'
import { auditHeadsDir } from '../services/audit-heads.js'
import { withStore } from '../with-store.js'
import type { Manifest } from './archive-format.js'
import type { KeyFile } from './key-file.js'

export interface Verified {
  /** The schema as it is now; an older backup is brought up to this program. */
  schemaVersion: string
  counts: { items: number; events: number; openCases: number; sealed: number }
  audit: { intact: boolean; entries: number; headsCompared: number; problems: string[] }
  /** Keys that seal rows and are not in the key file. */
  missingKeys: string[]
}

/** The archive itself, as it was read. */
export interface ArchiveRead {
  /** Its name without the folder. */
  name: string
  bytes: number
  sha256: string
}

/**
 * Starts the restored server for the first time, lets it recover, counts what is in it and walks the audit chain; the
 * chain then says from which backup of which moment it goes on. Then it is stopped.
 */
export function verifyRestored(
  env: Environment,
  dataDir: string,
  keys: KeyFile,
  manifest: Manifest,
  archive: ArchiveRead,
): Promise<Verified> {
  const { redisUrl: _queuesElsewhere, ...own } = env
  const restored: Environment = { ...own, dataDir, secret: keys.secret }
  return withStore(restored, async (store) => {
    const acting = store.as(cliActor)
    const { sealed, ...counts } = await acting.transaction(async (tx) => ({
      items: (await tx.items.counts()).total,
      events: await tx.installation.events(),
      openCases: (await tx.installation.cases()).open,
      sealed: await tx.originals.byKey(),
    }))
    const key = auditKeyFrom(keys.secret)
    const chain = await verifyAudit(acting, key, await readHeads(auditHeadsDir(restored), key))
    await acting.transaction(async (tx) =>
      tx.audit.append({
        action: 'backup.restored',
        subject: { kind: 'installation' },
        detail: {
          file: archive.name,
          bytes: archive.bytes,
          sha256: archive.sha256,
          takenAt: manifest.createdAt,
          version: manifest.productVersion,
        },
      }),
    )
    const known = new Set(keys.originalKeys.map(({ id }) => id))
    return {
      schemaVersion: manifest.schemaVersion,
      counts: { ...counts, sealed: Object.values(sealed).reduce((sum, count) => sum + count, 0) },
      audit: {
        intact: chain.intact,
        entries: chain.entries,
        headsCompared: chain.headsCompared,
        problems: chain.problems.map(({ message }) => message),
      },
      missingKeys: Object.keys(sealed).filter((id) => !known.has(id)),
    }
  })
}
