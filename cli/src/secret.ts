import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import type { Environment } from './environment.js'

/**
 * The key of pseudonyms and display links: HUIYIN_SECRET, or `secret.key` in the data folder, made at first
 * use. On several machines it must be given, or each would call one author by another pseudonym.
 */
export function loadSecret(env: Environment): string {
  const found = findSecret(env)
  if (found) return found
  const file = join(env.dataDir, 'secret.key')
  mkdirSync(env.dataDir, { recursive: true })
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' })
  return secret
}

/** The key that exists already, if any; nothing is made. */
export function findSecret(env: Environment): string | undefined {
  if (env.secret) return env.secret
  const file = join(env.dataDir, 'secret.key')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(file, error)
    return undefined
  }
}

const unreadable = (file: string, error: unknown) =>
  new InvalidInput(`无法读取密钥文件 ${file}：${(error as Error).message}。请检查该文件的权限`)
