import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DomainError } from '@huiyin/domain/errors'

/** A sealed text cannot be opened here: the key is not given, or is another one, or the bytes were changed. */
export class OriginalUnreadable extends DomainError {
  override readonly name = 'OriginalUnreadable'
}

/** One key: 32 bytes with the name the rows call it by. */
export interface OriginalKey {
  readonly id: string
  readonly bytes: Buffer
}

/** The keys of this installation; asked each time, so that a rotation counts without a restart. */
export interface KeyRing {
  /** New rows are sealed with this one. @throws when there is none. */
  current(): OriginalKey
  find(id: string): OriginalKey | null
}

/** What the database keeps of a sealed text. */
export interface Sealed {
  readonly keyId: string
  readonly nonce: Buffer
  /** Ciphertext, then the tag. */
  readonly bytes: Buffer
}

/** A post as it was published. */
export interface Original {
  title: string
  text: string
  author: string | null
  /** Of a message board; left out where nothing was answered. */
  answer?: string
  /** How to reach whoever brought it to a counter; stands nowhere else. */
  contact?: string
}

/** Who asks about his data, and how he is answered. */
export interface DataSubject {
  name: string
  contact: string
  /** How it was checked that he is the one he says. */
  proof: string
}

export interface OriginalVault {
  currentKeyId(): string
  /** `rowId` is bound to the text: moved to another row it cannot be opened. */
  seal(rowId: string, value: Original | DataSubject): Sealed
  /** The same for bytes as they are: a paper of a case. */
  sealBytes(rowId: string, plain: Buffer): Sealed
  /** @throws OriginalUnreadable naming the key and what to do. */
  openBytes(rowId: string, sealed: Sealed): Buffer
  /** @throws OriginalUnreadable naming the key and what to do. */
  open<T extends Original | DataSubject>(rowId: string, sealed: Sealed): T
}

const algorithm = 'aes-256-gcm'
/** NIST SP 800-38D: 96 random bits, a new one a row; far below 2^32 rows a key. */
const nonceLength = 12
const tagLength = 16
/** Enciphered at once: of a file of 50 MB no second copy lies beside the sealed one. */
const pieceBytes = 1 << 20

function sealBytes(keys: KeyRing, rowId: string, plain: Buffer): Sealed {
  const { id, bytes } = keys.current()
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(algorithm, bytes, nonce).setAAD(Buffer.from(rowId))
  const sealed = Buffer.allocUnsafe(plain.length + tagLength)
  for (let at = 0; at < plain.length; at += pieceBytes)
    cipher.update(plain.subarray(at, at + pieceBytes)).copy(sealed, at)
  cipher.final()
  cipher.getAuthTag().copy(sealed, plain.length)
  return { keyId: id, nonce, bytes: sealed }
}

function openBytes(keys: KeyRing, rowId: string, { keyId, nonce, bytes }: Sealed): Buffer {
  const key = keys.find(keyId)
  if (!key)
    throw new OriginalUnreadable(
      `缺少原文密钥 ${keyId}，无法打开原文；脱敏内容不受影响。请把该密钥文件放回数据目录的 keys 文件夹，或补入 HUIYIN_ORIGINAL_KEYS`,
      { keyId },
    )
  try {
    const cut = bytes.length - tagLength
    const decipher = createDecipheriv(algorithm, key.bytes, nonce)
      .setAAD(Buffer.from(rowId))
      .setAuthTag(bytes.subarray(cut))
    const plain = decipher.update(bytes.subarray(0, cut))
    // In this mode nothing comes last; a wrong tag throws here.
    decipher.final()
    return plain
  } catch {
    throw new OriginalUnreadable(
      `原文密钥 ${keyId} 与数据不符，或原文已被改动，无法打开；脱敏内容不受影响。请核对密钥文件`,
      { keyId },
    )
  }
}

/** Seals and opens with AES-256-GCM. */
export const openVault = (keys: KeyRing): OriginalVault => ({
  currentKeyId: () => keys.current().id,
  sealBytes: (rowId, plain) => sealBytes(keys, rowId, plain),
  openBytes: (rowId, sealed) => openBytes(keys, rowId, sealed),
  seal: (rowId, value) => sealBytes(keys, rowId, Buffer.from(JSON.stringify(value))),
  open: (rowId, sealed) => JSON.parse(openBytes(keys, rowId, sealed).toString('utf8')),
})
