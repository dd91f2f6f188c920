import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { type KeyRing, type OriginalKey, type OriginalVault, openVault } from '@huiyin/store/original-vault'
import type { Environment } from './environment.js'
import { systemClock } from './system-clock.js'

/** A key ring whose keys can be named, made and removed by the command. */
export interface ManagedKeys extends KeyRing {
  ids(): string[]
  /** Where the keys are, for the operator. */
  place: string
  /** Makes a new key, which is then the current one. @throws InvalidInput when the keys come from the environment. */
  add(): OriginalKey
  remove(id: string): void
}

const keyBytes = 32
const idPattern = /^[0-9A-Za-z-]{1,40}$/
const filePattern = /^original-([0-9A-Za-z-]{1,40})\.key$/

/**
 * The keys of originals: HUIYIN_ORIGINAL_KEYS, or one file each in `keys` of the data folder, readable by the owner
 * only. They are never in the database, so that a stolen dump opens nothing (个人信息保护法 第五十一条 第三项).
 */
export const originalKeys = (env: Environment): ManagedKeys =>
  env.originalKeys ? keysOfEnvironment(env.originalKeys) : keysOfFolder(join(env.dataDir, 'keys'))

export const originalVault = (env: Environment): OriginalVault => openVault(originalKeys(env))

/** Makes the first key where there is none yet. @throws InvalidInput when the keys cannot be read. */
export function ensureOriginalKey(env: Environment): void {
  const keys = originalKeys(env)
  if (keys.ids().length === 0) keys.add()
  keys.current()
}

function keyOf(id: string, text: string, place: string): OriginalKey {
  const bytes = Buffer.from(text.trim(), 'base64')
  if (!idPattern.test(id) || bytes.length !== keyBytes)
    throw new InvalidInput(
      `${place} 中的原文密钥 ${id} 无效：应为 32 字节的 base64，请从备份恢复，不要自行编写`,
    )
  return { id, bytes }
}

/** `id:base64,id:base64`, the first the current one. */
function keysOfEnvironment(text: string): ManagedKeys {
  const place = 'HUIYIN_ORIGINAL_KEYS'
  const keys = text
    .split(/[,\s]+/)
    .filter(Boolean)
    .map((entry) => {
      const [id = '', key = ''] = entry.split(':')
      return keyOf(id, key, place)
    })
  const [first] = keys
  if (!first) throw new InvalidInput(`${place} 应写作 编号:base64，多个以逗号分隔，第一个用于新数据`)
  const refuse = () => {
    throw new InvalidInput(
      `密钥由 ${place} 给出：请把新密钥写在最前面并重启各服务，再执行 huiyin keys rotate --resume；不再使用的密钥从 ${place} 中删去`,
    )
  }
  return {
    place,
    ids: () => keys.map(({ id }) => id),
    current: () => first,
    find: (id) => keys.find((key) => key.id === id) ?? null,
    add: refuse,
    remove: refuse,
  }
}

/** Read anew when a name appears or goes: a rotation in another process counts at once. The last name is the current. */
function keysOfFolder(folder: string): ManagedKeys {
  const read = new Map<string, OriginalKey>()
  const fileOf = (id: string) => join(folder, `original-${id}.key`)
  const ids = (): string[] => {
    try {
      return readdirSync(folder)
        .flatMap((name) => filePattern.exec(name)?.[1] ?? [])
        .sort()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw unreadable(folder, error)
    }
  }
  const find = (id: string): OriginalKey | null => {
    if (!ids().includes(id)) return null
    const known = read.get(id)
    if (known) return known
    try {
      const key = keyOf(id, readFileSync(fileOf(id), 'utf8'), folder)
      read.set(id, key)
      return key
    } catch (error) {
      throw error instanceof InvalidInput ? error : unreadable(fileOf(id), error)
    }
  }
  return {
    place: folder,
    ids,
    find,
    current() {
      const last = ids().at(-1)
      const key = last === undefined ? null : find(last)
      if (!key)
        throw new InvalidInput(`${folder} 中没有原文密钥，新采集的原文无法加密保存。请从备份恢复 keys 文件夹`)
      return key
    },
    add() {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const stamp = systemClock.now().toISOString().replace(/\D/g, '').slice(0, 14)
      const id = `${stamp}-${randomBytes(2).toString('hex')}`
      const bytes = randomBytes(keyBytes)
      writeFileSync(fileOf(id), `${bytes.toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
      return { id, bytes }
    },
    remove(id) {
      read.delete(id)
      rmSync(fileOf(id), { force: true })
    },
  }
}

const unreadable = (file: string, error: unknown) =>
  new InvalidInput(`无法读取原文密钥 ${file}：${(error as Error).message}。请检查权限，或从备份恢复`)
