import { createHmac, hkdfSync } from 'node:crypto'
import { DomainError } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { type Static, type TSchema, Type } from 'typebox'

/**
 * A backup file is a tar.gz: `manifest.json` first, so that a restore can refuse before it unpacks; then the parts of
 * the data folder; `files.json` last, with the digest of every file before it and a MAC over them, keyed by the
 * installation's secret. A file cut short has no `files.json`, one that was altered or belongs to other keys no
 * right MAC.
 */
export const manifestName = 'manifest.json'
export const listingName = 'files.json'
export const formatVersion = 1

export const Manifest = Type.Object(
  {
    format: Type.Literal('huiyin-backup'),
    formatVersion: Type.Integer({ minimum: 1 }),
    productVersion: Type.String({ minLength: 1 }),
    /** Name of the last migration. */
    schemaVersion: Type.String({ pattern: '^\\d{4}-[a-z0-9-]+\\.sql$' }),
    postgresMajor: Type.Integer({ minimum: 1 }),
    /** `platform-arch` as Node names them: a cluster's bytes are those of one architecture. */
    architecture: Type.String({ minLength: 1 }),
    createdAt: Type.String({ format: 'date-time' }),
    /** Bytes of the cluster unpacked, about. */
    clusterBytes: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
)
export type Manifest = Static<typeof Manifest>

/** Path, size in bytes and SHA-256 (hex) of each file before it. */
const Listing = Type.Object(
  {
    files: Type.Array(
      Type.Object(
        {
          path: Type.String({ minLength: 1 }),
          size: Type.Integer({ minimum: 0 }),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
        },
        { additionalProperties: false },
      ),
    ),
    mac: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
)
export type Listing = Static<typeof Listing>
export type ListedFile = Listing['files'][number]

/** The file is no backup, or not the one that was written. */
export class BackupDamaged extends DomainError {
  override readonly name = 'BackupDamaged'
}

export const thisArchitecture = `${process.platform}-${process.arch}`

/** HMAC-SHA256 (hex) under a key derived from the secret for one purpose alone. */
export const macOf = (secret: string, purpose: 'backup listing' | 'backup keys', text: string): string =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, 'huiyin', purpose, 32)))
    .update(text)
    .digest('hex')

/** The MAC over the listed files. */
export const listingMac = (secret: string, files: readonly ListedFile[]): string =>
  macOf(
    secret,
    'backup listing',
    files.map(({ path, size, sha256 }) => `${sha256} ${size} ${path}\n`).join(''),
  )

/** @throws BackupDamaged when `text` is not JSON of that schema. */
export function parsePart<T extends TSchema>(schema: T, name: string, text: string): Static<T> {
  try {
    const value: unknown = JSON.parse(text)
    if (schemaProblems(schema, value).length === 0) return value as Static<T>
  } catch {
    // said below
  }
  throw new BackupDamaged(`备份文件中的 ${name} 无效：这不是回音的备份，或已损坏`)
}

export const parseListing = (text: string): Listing => parsePart(Listing, listingName, text)

/** What a backup may put into a data folder; keys travel apart from it. */
const parts = /^(postgres|audit)(\/[^/\\]+)*$|^postgres-password$/

/** @throws BackupDamaged on a path that leads out of the data folder or to something a backup does not hold. */
export function refuseForeignPath(path: string): void {
  const isPlain = parts.test(path) && !/(^|\/)\.{1,2}(\/|$)|\p{Cc}/u.test(path)
  if (!isPlain) throw new BackupDamaged(`备份文件中有不应出现的路径“${path}”，已拒绝恢复`, { path })
}
