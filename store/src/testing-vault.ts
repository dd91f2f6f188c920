import { createHash } from 'node:crypto'
import { type KeyRing, type OriginalKey, type OriginalVault, openVault } from './original-vault.js'

const keyOf = (id: string): OriginalKey => ({ id, bytes: createHash('sha256').update(id).digest() })

/** Keys for tests, the first the current one; keys may be added and taken away while it runs. */
export function testKeys(...ids: string[]): KeyRing & { ids: string[] } {
  const known = ids.length > 0 ? ids : ['test-key']
  return {
    ids: known,
    current() {
      const [id] = known
      if (id === undefined) throw new Error('no key left')
      return keyOf(id)
    },
    find: (id) => (known.includes(id) ? keyOf(id) : null),
  }
}

export const testVault = (keys: KeyRing = testKeys()): OriginalVault => openVault(keys)
