import { createHmac, timingSafeEqual } from 'node:crypto'

/** What stands before the first entry. */
export const chainStart = '0'.repeat(64)

/** One row of the chain as its hash sees it; `detail` is the stored text, to the letter. */
export interface ChainLink {
  seq: number
  at: Date
  actorKind: string
  actorId: string
  actorName: string
  action: string
  subjectKind: string
  subjectId: string | null
  detail: string
  keyId: string
  previousHash: string
}

/** A stored row of the chain: what was hashed, and the hash. */
export interface StoredLink extends ChainLink {
  hash: string
}

/** PostgreSQL's text takes neither NUL nor half a surrogate pair; what is hashed must be what is stored. */
export const storable = (text: string): string =>
  Buffer.from(text, 'utf8').toString('utf8').replaceAll('\0', '\ufffd')

/**
 * JSON with one spelling (after RFC 8785): keys sorted, no spaces, what JSON leaves out left out.
 * @throws RangeError for a number JSON cannot hold.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new RangeError(`not a JSON number: ${value}`)
  if (typeof value === 'string') return JSON.stringify(storable(value))
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value instanceof Date) return JSON.stringify(value)
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => [storable(name), field] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`
}

const mac = (key: Uint8Array, purpose: string, value: unknown): string =>
  createHmac('sha256', key)
    .update(`${purpose}\0${canonicalJson(value)}`)
    .digest('hex')

/** HMAC-SHA256 over the row and, within it, the hash before: no row can be changed, moved or made up without the key. */
export const linkHash = (key: Uint8Array, link: ChainLink): string => mac(key, 'entry', link)

/** The mark on an exported head; another purpose, so that it never passes for a row's. */
export const headMac = (key: Uint8Array, head: object): string => mac(key, 'head', head)

export const sameHash = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
