import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { locateBinaries } from './embedded-binaries.js'
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.js'
import { isRunning } from './process-identity.js'

const log = pino({ level: 'silent' })
const isRoot = process.getuid?.() === 0
if (!isRoot)
  process.stderr.write('not root: how PostgreSQL runs under a folder only root may enter is not tested\n')

let dataDir: string
const started: EmbeddedServer[] = []
// mkdtemp makes a 0700 folder, so as root every test here starts below a folder closed to PostgreSQL's user.
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'huiyin-embedded-'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(
  options: Partial<Parameters<typeof startEmbeddedServer>[0]> = {},
): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ dataDir, log, ...options })
  started.push(server)
  return server
}

async function ask<T extends pg.QueryResultRow>(server: EmbeddedServer, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

test('what was written is there after a stop and a second start', async () => {
  const first = await start()
  await ask(first, 'create table note (text text)')
  await ask(first, "insert into note values ('停水')")
  await first.stop()
  expect(isRunning(first.pid)).toBe(false)
  const second = await start()
  expect(await ask(second, 'select text from note')).toEqual([{ text: '停水' }])
})

test('it listens on the loopback only, keeps to disk, and asks for the password', async () => {
  const server = await start()
  const settings = await ask<{ name: string; setting: string }>(
    server,
    `select name, setting from pg_settings where name in
      ('fsync', 'lc_collate', 'listen_addresses', 'server_encoding', 'unix_socket_directories') order by name`,
  )
  expect(Object.fromEntries(settings.map((row) => [row.name, row.setting]))).toMatchObject({
    fsync: 'on',
    listen_addresses: '127.0.0.1',
    server_encoding: 'UTF8',
    unix_socket_directories: '',
  })
  const passwordFile = join(dataDir, 'postgres-password')
  expect(statSync(passwordFile).mode & 0o777).toBe(0o600)
  expect(readFileSync(passwordFile, 'utf8').trim()).toBe(new URL(server.ownerUrl).password)
  const wrong = new URL(server.ownerUrl)
  wrong.password = 'wrong'
  await expect(new pg.Client({ connectionString: wrong.href }).connect()).rejects.toThrow(/password/)
})

test('a server that a crashed parent left behind is stopped and its data kept', async () => {
  const orphan = await startEmbeddedServer({ dataDir, log })
  await ask(orphan, 'create table note (text text)')
  const next = await start()
  expect(isRunning(orphan.pid)).toBe(false)
  expect(await ask(next, 'select count(*)::int as notes from note')).toEqual([{ notes: 0 }])
})

test('a pid file of a dead process, or of another program under that number, is no obstacle', async () => {
  await (await start()).stop()
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid')
  writeFileSync(pidFile, '4194304\n')
  await (await start()).stop()
  writeFileSync(pidFile, `${process.pid}\n`)
  const server = await start()
  expect(server.pid).not.toBe(process.pid)
  expect(isRunning(server.pid)).toBe(true)
})

test('a server started again after a crash is where it was, and recovered what was committed', async () => {
  const first = await start()
  await ask(first, "create table note as select '投诉' as text")
  process.kill(first.pid, 'SIGKILL')
  await first.ended
  const second = await start({ port: first.port })
  expect(second.port).toBe(first.port)
  expect(await ask(second, 'select text from note')).toEqual([{ text: '投诉' }])
})

test('a port that is taken is left to whoever has it', async () => {
  const taken = await new Promise<Server>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => resolve(server))
  })
  const port = (taken.address() as AddressInfo).port
  const server = await start({ port })
  expect(server.port).not.toBe(port)
  taken.close()
})

test('a cluster whose password file is gone or another’s is refused with what to do', async () => {
  await (await start()).stop()
  rmSync(join(dataDir, 'postgres-password'))
  await expect(start()).rejects.toThrow(/口令文件 .*postgres-password 不见了/)
  writeFileSync(join(dataDir, 'postgres-password'), 'another\n')
  await expect(start()).rejects.toThrow(/口令文件 .*postgres-password 与数据库不符/)
})

test('a folder that is no database is not touched', async () => {
  mkdirSync(join(dataDir, 'postgres'))
  writeFileSync(join(dataDir, 'postgres', 'letter.txt'), '重要')
  await expect(start()).rejects.toThrow('已存在但不是数据库')
  expect(readFileSync(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('重要')
})

test.runIf(process.platform === 'linux')(
  'the server is a process group of its own, so Ctrl-C in the terminal does not reach it',
  async () => {
    const server = await start()
    const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')
    expect(Number(fields?.[2])).toBe(server.pid)
  },
)

test.runIf(isRoot)(
  'as root it runs as another user, even when programs and data lie under root’s own folder',
  async () => {
    const own = locateBinaries()
    const root = join(dataDir, 'programs')
    cpSync(own.root, root, { recursive: true, verbatimSymlinks: true })
    const moved = (path: string) => path.replace(own.root, root)
    const server = await start({
      dataDir: join(dataDir, 'data'),
      binaries: { root, initdb: moved(own.initdb), postgres: moved(own.postgres) },
    })
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8')
    expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).not.toBe('0')
    expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
  },
)
