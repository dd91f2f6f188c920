import { readFileSync } from 'node:fs'
import { InvalidInput } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { type Static, Type } from 'typebox'
import type { ManagedKeys } from '../original-keys.js'
import { macOf } from './archive-format.js'

const KeyFile = Type.Object(
  {
    format: Type.Literal('huiyin-keys'),
    formatVersion: Type.Literal(1),
    createdAt: Type.String({ format: 'date-time' }),
    note: Type.String(),
    /** HUIYIN_SECRET or what `secret.key` holds: pseudonyms, links and the audit chain hang on it. */
    secret: Type.String({ minLength: 32 }),
    /** Keys of the sealed originals, base64 of 32 bytes each. */
    originalKeys: Type.Array(
      Type.Object(
        {
          id: Type.String({ pattern: '^[0-9A-Za-z-]{1,40}$' }),
          key: Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$' }),
        },
        { additionalProperties: false },
      ),
      { maxItems: 10_000 },
    ),
    mac: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  },
  { additionalProperties: false },
)
export type KeyFile = Static<typeof KeyFile>

const note =
  '回音备份的密钥。请与备份文件分开保存（另一介质、另一人）：没有它，原文和审计链都无法打开；有了它和备份文件，则全部可以打开。'

/** The keys of a ring at this moment. */
export const keysOf = (ring: ManagedKeys): KeyFile['originalKeys'] =>
  ring.ids().flatMap((id) => {
    const found = ring.find(id)
    return found ? [{ id, key: found.bytes.toString('base64') }] : []
  })

/** Over all that matters in the file, under its own secret: a mistyped or damaged key is seen. */
const macOfKeys = ({ secret, originalKeys }: Pick<KeyFile, 'secret' | 'originalKeys'>): string =>
  macOf(secret, 'backup keys', originalKeys.map(({ id, key }) => `${id} ${key}\n`).join(''))

/** The text of a key file. */
export function keyFileText(createdAt: Date, secret: string, originalKeys: KeyFile['originalKeys']): string {
  const content: KeyFile = {
    format: 'huiyin-keys',
    formatVersion: 1,
    createdAt: createdAt.toISOString(),
    note,
    secret,
    originalKeys,
    mac: macOfKeys({ secret, originalKeys }),
  }
  return `${JSON.stringify(content, null, 2)}\n`
}

/** @throws InvalidInput when there is none, it is something else, or it was altered. */
export function readKeyFile(file: string): KeyFile {
  const keys = parse(textOf(file))
  if (!keys || keys.mac !== macOfKeys(keys))
    throw new InvalidInput(
      `${file} 不是回音的密钥文件，或已损坏。请用 --keys 指定备份时一同生成的密钥文件（备份文件名加 .keys）`,
    )
  return keys
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new InvalidInput(
      `无法读取密钥文件 ${file}：${(error as Error).message}。请用 --keys 指定备份时一同生成的密钥文件（备份文件名加 .keys）`,
    )
  }
}

function parse(text: string): KeyFile | null {
  try {
    const value: unknown = JSON.parse(text)
    return schemaProblems(KeyFile, value).length === 0 ? (value as KeyFile) : null
  } catch {
    return null
  }
}
