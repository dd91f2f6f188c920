import { join } from 'node:path'
import { exportHead } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Environment } from '../environment.js'

/** Where the heads of the audit chain lie: outside the database, so that whoever alters it leaves them behind. */
export const auditHeadsDir = (env: Environment): string => join(env.dataDir, 'audit')

/** The day's file is brought up to date this often, so that a crash costs at most an hour of proof. */
const everyMs = 3_600_000

/** Exports the day's head now, every hour, and once more on closing. */
export async function keepAuditHeads(
  store: Store,
  { secret, folder, log }: { secret: string; folder: string; log: Logger },
): Promise<{ close(): Promise<void> }> {
  const api = store.as({ kind: 'service', name: 'api' })
  const key = auditKeyFrom(secret)
  const once = async () => {
    try {
      const { outcome, file } = await exportHead(api, key, folder)
      if (outcome === 'kept')
        log.error({ file }, 'audit head contradicts the chain and was kept: run huiyin audit verify')
    } catch (error) {
      log.error({ err: error, folder }, 'audit head could not be exported')
    }
  }
  await once()
  const timer = setInterval(once, everyMs)
  return {
    close: async () => {
      clearInterval(timer)
      await once()
    },
  }
}
