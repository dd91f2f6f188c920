import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { newestMigration } from '@huiyin/store/migrate'
import { pack } from 'tar-stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Manifest, thisArchitecture } from './archive-format.js'
import { keyFileText } from './key-file.js'
import { restoreBackup } from './restore-backup.js'
import { environmentOf } from './testing-installation.js'
import { type ArchivedEntry, writeArchive } from './write-archive.js'

const secret = 'a secret of these tests, long enough'
const createdAt = new Date('2026-03-02T01:00:00Z')
const manifest: Manifest = {
  format: 'huiyin-backup',
  formatVersion: 1,
  productVersion: '0.1.0',
  schemaVersion: newestMigration(),
  postgresMajor: 18,
  architecture: thisArchitecture,
  createdAt: createdAt.toISOString(),
  clusterBytes: 100,
}
const fileOf = (path: string, text: string): ArchivedEntry => ({
  kind: 'file',
  path,
  size: Buffer.byteLength(text),
  bytes: async function* () {
    yield Buffer.from(text)
  },
})

let folder: string
let file: string
const target = () => join(folder, 'target')

async function write(over: Partial<Manifest> = {}): Promise<void> {
  await writeArchive({
    file,
    manifest: { ...manifest, ...over },
    entries: (async function* () {
      yield fileOf('postgres-password', 'password\n')
      yield { kind: 'folder', path: 'postgres' } as const
      yield fileOf('postgres/PG_VERSION', '18\n')
      yield fileOf('postgres/base', 'x'.repeat(200_000))
    })(),
    secret,
    createdAt,
    signal: new AbortController().signal,
    onBytes: () => {},
  })
}

/** A tar.gz that is not of our making, after a right manifest. */
async function writeForeign(name: string, type: 'file' | 'symlink'): Promise<void> {
  const tar = pack()
  tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest))
  if (type === 'symlink') tar.entry({ name, type, linkname: '/etc' })
  else tar.entry({ name }, 'x')
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar as AsyncIterable<Buffer>) chunks.push(chunk)
  writeFileSync(file, gzipSync(Buffer.concat(chunks)))
}

const restore = () =>
  restoreBackup(environmentOf(target()), {
    file,
    keyFile: `${file}.keys`,
    signal: new AbortController().signal,
    say: () => {},
  })

/** Refused in these words, and nothing is left of the attempt. */
async function refused(words: string): Promise<void> {
  await expect(restore()).rejects.toThrow(words)
  expect(readdirSync(folder).sort()).toEqual(['b.tar.gz', 'b.tar.gz.keys'])
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'huiyin-damage-'))
  file = join(folder, 'b.tar.gz')
  writeFileSync(`${file}.keys`, keyFileText(createdAt, secret, []))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a backup cut short is refused wherever it was cut', async () => {
  await write()
  const whole = readFileSync(file)
  for (const part of [0, 10, whole.length / 2, whole.length - 9, whole.length - 1]) {
    writeFileSync(file, whole.subarray(0, Math.floor(part)))
    await refused('备份文件')
  }
})

test('a backup that ends with a whole file but without its list is refused', async () => {
  await write()
  const tar = gunzipSync(readFileSync(file))
  writeFileSync(file, gzipSync(tar.subarray(0, tar.indexOf('files.json'))))
  await refused('不完整')
})

test('one changed byte is found, in the file as it lies and in one packed anew', async () => {
  await write()
  const whole = readFileSync(file)
  const middle = Buffer.from(whole)
  middle[whole.length - 300] = (middle[whole.length - 300] ?? 0) ^ 1
  writeFileSync(file, middle)
  await refused('备份文件')
  const tar = gunzipSync(whole)
  tar[tar.indexOf('xxxxx') + 1000] = 0x79
  writeFileSync(file, gzipSync(tar))
  await refused('“postgres/base”与备份时不同')
})

test('a list written anew to fit a changed file does not fit the secret', async () => {
  await write()
  const tar = gunzipSync(readFileSync(file))
  const digest = /"path":"postgres\/base","size":200000,"sha256":"([0-9a-f])/.exec(tar.toString('latin1'))
  const at = (digest?.index ?? 0) + (digest?.[0].length ?? 0) - 1
  tar[at] = tar[at] === 0x61 ? 0x62 : 0x61
  writeFileSync(file, gzipSync(tar))
  await refused('不配套')
})

test('the key file of another installation is refused, and so is one that was altered or is missing', async () => {
  await write()
  writeFileSync(`${file}.keys`, keyFileText(createdAt, `another ${secret}`, []))
  await refused('密钥文件与备份不配套')
  const key = Buffer.alloc(32, 1).toString('base64')
  const text = keyFileText(createdAt, secret, [{ id: 'one', key }])
  writeFileSync(`${file}.keys`, text.replace(key.slice(0, 8), 'AAAAAAAA'))
  await refused('不是回音的密钥文件，或已损坏')
  rmSync(`${file}.keys`)
  await expect(restore()).rejects.toThrow('无法读取密钥文件')
})

test('a folder that holds anything is never restored into, and keeps what it holds', async () => {
  await write()
  mkdirSync(target())
  writeFileSync(join(target(), 'note.txt'), 'mine')
  await expect(restore()).rejects.toThrow('不是空文件夹')
  expect(readdirSync(target())).toEqual(['note.txt'])
})

test('an empty folder that was there stays there when a restore fails', async () => {
  await write()
  truncateSync(file, 100)
  mkdirSync(target())
  await expect(restore()).rejects.toThrow('备份文件')
  expect(readdirSync(target())).toEqual([])
})

test.each([
  ['../outside', 'file'],
  ['/etc/huiyin', 'file'],
  ['postgres/../../outside', 'file'],
  ['postgres\\..\\outside', 'file'],
  ['postgres/./x', 'file'],
  ['secret.key', 'file'],
  ['keys/original-1.key', 'file'],
] as const)('a path %s in a backup is refused', async (name, type) => {
  await writeForeign(name, type)
  await refused('不应出现的路径')
})

test('a link in a backup is refused', async () => {
  await writeForeign('postgres/base', 'symlink')
  await refused('链接或特殊文件')
})

test.each([
  [{ postgresMajor: 17 }, 'PostgreSQL 17'],
  [{ architecture: 'linux-loong64' }, 'linux-loong64'],
  [{ schemaVersion: '9999-later.sql' }, '备份比本程序新'],
  [{ formatVersion: 2 }, '备份格式 2'],
  [{ clusterBytes: 2 ** 52 }, '磁盘空间不足'],
] as const)('a backup of %j is refused before anything is unpacked', async (over, words) => {
  await write(over)
  await refused(words)
})

test('a file that is no backup is refused', async () => {
  writeFileSync(file, 'PK not ours')
  await refused('已损坏或不完整')
  rmSync(file)
  await expect(restore()).rejects.toThrow('不存在')
})
