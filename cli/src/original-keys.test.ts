import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openVault } from '@huiyin/store/original-vault'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readEnvironment } from './environment.js'
import { ensureOriginalKey, originalKeys } from './original-keys.js'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'huiyin-keys-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const env = (more: NodeJS.ProcessEnv = {}) => readEnvironment({ HUIYIN_DATA: dataDir, ...more })
const original = { title: '停水', text: '停水三天', author: null }

test('the first start makes one key that only its owner may read, the next start keeps it', () => {
  ensureOriginalKey(env())
  const [name, ...others] = readdirSync(join(dataDir, 'keys'))
  expect(others).toEqual([])
  expect(name).toMatch(/^original-[0-9]{14}-[0-9a-f]{4}\.key$/)
  expect(statSync(join(dataDir, 'keys', name!)).mode & 0o777).toBe(0o600)
  ensureOriginalKey(env())
  expect(readdirSync(join(dataDir, 'keys'))).toEqual([name])
})

test('a key added by another process counts at once, the old one still opens what it sealed', () => {
  ensureOriginalKey(env())
  const running = openVault(originalKeys(env()))
  const before = running.seal('row', original)
  const made = join(dataDir, 'keys', 'original-99991231000000-ffff.key')
  writeFileSync(made, `${Buffer.alloc(32, 7).toString('base64')}\n`)
  expect(running.currentKeyId()).toBe('99991231000000-ffff')
  expect(running.open('row', before)).toEqual(original)
})

test('a key taken away or mangled is named, with what to do', () => {
  ensureOriginalKey(env())
  const ring = originalKeys(env())
  const sealed = openVault(ring).seal('row', original)
  ring.remove(sealed.keyId)
  expect(() => openVault(originalKeys(env())).open('row', sealed)).toThrow(
    /缺少原文密钥 .*放回数据目录的 keys/,
  )
  expect(() => ring.current()).toThrow(/没有原文密钥.*从备份恢复/)
  const file = join(dataDir, 'keys', 'original-short.key')
  writeFileSync(file, 'c2hvcnQ=')
  chmodSync(file, 0o600)
  expect(() => ring.current()).toThrow(/short 无效/)
})

test('keys from the environment: the first seals, all open, and a wrong one is refused at start', () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64')
  const old = openVault(originalKeys(env({ HUIYIN_ORIGINAL_KEYS: `k1:${key(1)}` }))).seal('row', original)
  const both = openVault(originalKeys(env({ HUIYIN_ORIGINAL_KEYS: `k2:${key(2)},k1:${key(1)}` })))
  expect(both.currentKeyId()).toBe('k2')
  expect(both.open('row', old)).toEqual(original)
  expect(() => env({ HUIYIN_ORIGINAL_KEYS: 'k1:short' })).toThrow(/HUIYIN_ORIGINAL_KEYS/)
})
