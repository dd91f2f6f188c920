import { auditKeyFrom } from '@huiyin/store/audit-key'
import { openStore } from '@huiyin/store/store'
import { cliActor } from '../cli-actor.js'
import { createLogger } from '../logging.js'
import { systemClock } from '../system-clock.js'

/** A backup as the audit knows it: no folder, for that may name a person or a machine. */
export interface RecordedBackup {
  name: string
  bytes: number
  sha256: string
  /** How many keys of originals went with it. */
  keys: number
}

/**
 * Appends to the audit that everything was copied: by whom, when, into which file, of what digest.
 * @throws AuditRefused when it cannot be recorded.
 */
export async function recordBackup(
  serviceUrl: string,
  secret: string,
  { name, bytes, sha256, keys }: RecordedBackup,
): Promise<void> {
  const store = await openStore({
    databaseUrl: serviceUrl,
    auditKey: auditKeyFrom(secret),
    clock: systemClock,
    log: createLogger('backup', 'warn'),
    max: 1,
  })
  try {
    await store.as(cliActor).transaction(async (tx) =>
      tx.audit.append({
        action: 'backup.made',
        subject: { kind: 'installation' },
        detail: { file: name, bytes, sha256, keys },
      }),
    )
  } finally {
    await store.close()
  }
}
