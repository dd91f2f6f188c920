import { createHmac, hkdfSync } from 'node:crypto'

/** The key of the chain, derived from the installation's secret for this purpose alone; it never enters the database. */
export const auditKeyFrom = (secret: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, 'huiyin', 'audit chain', 32))

/** Names a key without telling it. */
export const auditKeyId = (key: Uint8Array): string =>
  createHmac('sha256', key).update('huiyin audit key id').digest('hex').slice(0, 16)
