import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exportHead } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { tamperAsOwner } from '@huiyin/store/audit-tampering'
import { openTestStore, type TestStore, testSecret } from '@huiyin/store/testing'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.js'

const cli = { kind: 'service', name: 'cli' } as const
let opened: TestStore
let folder: string

beforeEach(async () => {
  opened = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'huiyin-audit-'))
  vi.stubEnv('DATABASE_URL', opened.ownerUrl)
  vi.stubEnv('HUIYIN_SECRET', testSecret)
  vi.stubEnv('HUIYIN_DATA', folder)
  for (let n = 1; n <= 4; n += 1)
    await opened.store
      .as(cli)
      .transaction(async (tx) =>
        tx.audit.append({ action: 'source.swept', subject: { kind: 'source', id: 'board' }, detail: { n } }),
      )
  await exportHead(opened.store.as(cli), auditKeyFrom(testSecret), join(folder, 'audit'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
  await opened.close()
  rmSync(folder, { recursive: true })
})

/** What a command prints and how it ends. */
async function run(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  let out = ''
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text)
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  process.exitCode = undefined
  await main(['audit', ...args])
  const code = Number(process.exitCode ?? 0)
  vi.restoreAllMocks()
  return { code, out, said }
}

test('verifying an untouched chain prints that it is intact and ends with 0', async () => {
  const { code, out } = await run('verify')
  expect([code, JSON.parse(out)]).toMatchObject([0, { intact: true, entries: 4, headsCompared: 1 }])
})

test('verifying a broken chain prints where and ends with 1', async () => {
  await tamperAsOwner(opened.ownerUrl, 'delete from audit_entry where seq = 2')
  const { code, out } = await run('verify')
  expect([code, JSON.parse(out).problems]).toMatchObject([1, [{ kind: 'missing', from: 2, to: 2 }]])
})

test('heads are read from another place too; without any it is said what cannot be known', async () => {
  await tamperAsOwner(opened.ownerUrl, 'delete from audit_entry where seq = 4')
  expect((await run('verify', '--heads', join(folder, 'audit'))).code).toBe(1)
  const blind = await run('verify', '--heads', join(folder, 'nowhere'))
  expect([blind.code, blind.said]).toEqual([0, expect.stringContaining('没有可比对的链头')])
})

test('the wrong secret is told apart from a chain that was tampered with', async () => {
  vi.stubEnv('HUIYIN_SECRET', 'some other secret, also long enough')
  const { code, out } = await run('verify', '--heads', join(folder, 'nowhere'))
  expect([code, JSON.parse(out).problems]).toMatchObject([1, [{ kind: 'other-key', from: 1, to: 4 }]])
  expect(JSON.parse(out).problems[0].message).toContain('请先核对 HUIYIN_SECRET')
})

test('an export writes the days asked for and is recorded itself', async () => {
  const file = join(folder, 'out.jsonl')
  const { code, out } = await run('export', '--from', '2026-03-02', '--to', '2026-03-02', '--out', file)
  expect([code, JSON.parse(out)]).toEqual([0, { file, entries: 4 }])
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3, 4])
  const [last] = (await opened.store.as(cli).transaction((tx) => tx.audit.page({ limit: 1 }))).rows
  expect(last).toMatchObject({ action: 'audit.exported', actorId: 'cli' })
})

test.each([
  [['export', '--out', 'out.xlsx'], '.jsonl 或 .csv'],
  [['export', '--out', 'out.csv', '--from', '2026-02-30'], '不是有效的日期'],
  [['export', '--out', 'out.csv', '--from', '2026-03-02', '--to', '2026-03-01'], '--from 晚于 --to'],
])('audit %j is wrong use', async (args, words) => {
  const { code, said } = await run(...args)
  expect([code, said]).toEqual([2, expect.stringContaining(words)])
})

test('a head file that was altered breaks the check', async () => {
  const file = join(folder, 'audit', 'head-2026-03-02.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"seq": 4', '"seq": 3'))
  expect((await run('verify')).code).toBe(1)
})
