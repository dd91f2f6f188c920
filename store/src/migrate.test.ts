import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase, RoleTooPowerful } from './database.js'
import { migrate } from './migrate.js'
import { serviceUrl } from './roles.js'
import { createTestDatabase, type TestDatabase } from './testing.js'

const log = pino({ level: 'silent' })
let database: TestDatabase
let folder: string
beforeEach(async () => {
  database = await createTestDatabase({ empty: true })
  folder = mkdtempSync(join(tmpdir(), 'huiyin-migrations-'))
  put('0001-notes.sql', 'create table note (text text); grant select on note to huiyin_service;')
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

const put = (name: string, sql: string) => writeFileSync(join(folder, name), sql)
const run = () => migrate(database.ownerUrl, log, folder)

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

test('each migration is applied once, in order', async () => {
  put('0002-author.sql', 'alter table note add author text;')
  expect(await run()).toEqual({ applied: ['0001-notes.sql', '0002-author.sql'] })
  expect(await run()).toEqual({ applied: [] })
})

test('two programs that start at once migrate one after the other', async () => {
  const both = await Promise.all([run(), run()])
  expect(both.flatMap(({ applied }) => applied)).toEqual(['0001-notes.sql'])
})

test('an applied migration that was changed stops the start', async () => {
  await run()
  put('0001-notes.sql', 'create table note (text text, author text);')
  await expect(run()).rejects.toThrow('升级文件 0001-notes.sql 在执行之后被改动过')
})

test('other line ends are no change', async () => {
  put('0002-two.sql', 'create table a (id int);\ncreate table b (id int);\n')
  await run()
  put('0002-two.sql', 'create table a (id int);\r\ncreate table b (id int);\r\n')
  expect(await run()).toEqual({ applied: [] })
})

test('a database newer than the program is left alone', async () => {
  put('0002-author.sql', 'alter table note add author text;')
  await run()
  rmSync(join(folder, '0002-author.sql'))
  await expect(run()).rejects.toThrow('数据库比本程序新')
})

test('a migration that fails half way leaves nothing of itself and keeps the ones before', async () => {
  put('0002-broken.sql', 'create table half (id int); select no_such_function();')
  await expect(run()).rejects.toThrow('数据库升级 0002-broken.sql 失败，已撤回')
  const tables = await ask(
    database.ownerUrl,
    "select to_regclass('note') as note, to_regclass('half') as half",
  )
  expect(tables).toEqual([{ note: 'note', half: null }])
})

test('two migrations of one number are refused', async () => {
  put('0001-other.sql', 'select 1;')
  await expect(run()).rejects.toThrow('编号不对或重复')
})

test('the service role may not step past row-level security, create, or change tables', async () => {
  await run()
  const service = serviceUrl(database.ownerUrl)
  const rights = await ask(
    service,
    `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
  )
  expect(rights).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false }])
  await expect(ask(service, 'alter table note disable row level security')).rejects.toThrow('must be owner')
  await expect(ask(service, 'create table mine (id int)')).rejects.toThrow('permission denied')
  await expect(ask(service, 'create table queue.mine (id int)')).rejects.toThrow('permission denied')
})

test('an owner without the right to manage the service role is told what the administrator must do', async () => {
  const owner = `owner_${database.ownerUrl.slice(-12)}`
  const name = new URL(database.ownerUrl).pathname.slice(1)
  await run()
  await ask(database.ownerUrl, `create role ${owner} login createrole password 'secret'`)
  await ask(database.ownerUrl, `alter database ${name} owner to ${owner}`)
  const url = new URL(database.ownerUrl)
  url.username = owner
  url.password = 'secret'
  await expect(migrate(url.href, log, folder)).rejects.toThrow('已由别的账号建立')
  await ask(database.ownerUrl, `alter database ${name} owner to current_user`)
  await ask(database.ownerUrl, `drop role ${owner}`)
})

test('nothing opens the database as its owner', async () => {
  await expect(openDatabase(database.ownerUrl, { log })).rejects.toThrow(RoleTooPowerful)
})

test('a database that cannot be reached is named without its password', async () => {
  const away = 'postgres://huiyin_service:secret@127.0.0.1:1/huiyin'
  await expect(openDatabase(away, { log })).rejects.toThrow('连不上数据库 127.0.0.1:1/huiyin')
  await expect(migrate(away, log, folder)).rejects.not.toThrow('secret')
})
