import type { OriginalVault, Sealed } from './original-vault.js'
import { type SealedTable, sealedTables } from './originals.js'
import type { ActingStore } from './store.js'

export interface Rotation {
  keyId: string
  resealed: number
  /** Texts whose key is not given here: they stay as they are, counted by key. */
  unreadable: Record<string, number>
  /** Keys no text needs any more. */
  unused: string[]
}

/** Rows of one transaction: locked for moments, and a stop loses little. A paper can have 20 MB. */
const atOnce: Record<SealedTable, number> = {
  item_original: 500,
  item_version: 500,
  data_request: 500,
  attachment: 4,
  item_import_file: 1,
}

/**
 * Seals every text with the current key. Can be stopped and run again at any time; texts saved meanwhile already carry
 * the new key. `knownIds` are the keys given here, to say which of them may now be removed.
 */
export async function rotateOriginals(
  store: ActingStore,
  vault: OriginalVault,
  knownIds: readonly string[],
): Promise<Rotation> {
  const keyId = vault.currentKeyId()
  const readable = knownIds.filter((id) => id !== keyId)
  let resealed = 0
  for (const table of sealedTables)
    for (;;) {
      const done = await resealSome(store, vault, table, readable)
      if (done === 0) break
      resealed += done
    }
  const left = await store.transaction(async (tx) => {
    tx.audit.append({
      action: 'original-keys.rotated',
      subject: { kind: 'installation' },
      detail: { keyId, resealed },
    })
    return tx.originals.byKey()
  })
  return {
    keyId,
    resealed,
    unreadable: Object.fromEntries(Object.entries(left).filter(([id]) => !knownIds.includes(id))),
    unused: knownIds.filter((id) => id !== keyId && !(id in left)),
  }
}

const resealSome = (
  store: ActingStore,
  vault: OriginalVault,
  table: SealedTable,
  readable: readonly string[],
): Promise<number> =>
  store.transaction(async (tx) => {
    const rows: { id: string; boundTo: string; sealed: Sealed }[] = await tx.originals.sealedWith(
      table,
      readable,
      atOnce[table],
    )
    for (const { id, boundTo, sealed } of rows)
      await tx.originals.replace(table, id, vault.sealBytes(boundTo, vault.openBytes(boundTo, sealed)))
    return rows.length
  })
