import type { AuditAction } from '@huiyin/domain/audit'
import type { Day } from '@huiyin/domain/shanghai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditLines, csvCell } from './audit-export.js'
import { openTestStore, type TestStore } from './testing.js'

const api = { kind: 'service', name: 'api' } as const
let opened: TestStore

beforeAll(async () => {
  opened = await openTestStore({ at: '2026-03-01T10:00:00+08:00' })
  const record = (action: AuditAction, id: string, detail: object = {}) =>
    opened.store
      .as(api)
      .transaction(async (tx) => tx.audit.append({ action, subject: { kind: 'source', id }, detail }))
  await record('source.saved', 'board')
  opened.clock.set('2026-03-02T23:59:59+08:00')
  await record('source.swept', '=HYPERLINK("http://evil")', { name: '=1+1', note: 'a,"b"' })
  opened.clock.set('2026-03-03T00:00:00+08:00')
  await record('source.disabled', 'board')
})
afterAll(() => opened.close())

const read = async (...args: [Parameters<typeof auditLines>[1], Parameters<typeof auditLines>[2]]) => {
  let text = ''
  for await (const part of auditLines(opened.store.as(api), ...args)) text += part
  return text
}

test('an export holds the entries of its days in China, oldest first', async () => {
  const lines = (await read({ from: '2026-03-02' as Day, to: '2026-03-02' as Day }, 'jsonl'))
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { seq: 2, at: '2026-03-02T15:59:59.000Z', actorId: 'api', detail: { name: '=1+1' } },
  ])
  expect(
    (await read({}, 'jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).seq),
  ).toEqual([1, 2, 3])
})

test('no cell of the table is a formula, and no text breaks out of its cell', async () => {
  const [head, , second] = (await read({}, 'csv')).split('\r\n')
  expect(head).toMatch(/^\ufeff"序号","时间"/)
  expect(second).toContain(`"'=HYPERLINK(""http://evil"")"`)
  expect(second).toContain('"2026-03-02T23:59:59+08:00"')
  expect(second).toContain('"手动采集"')
})

test.each(['=1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '＝1', '＋1', '－1', '＠x', '\n=1', '|x', '%0'])(
  'a spreadsheet reads %j as text',
  (text) => expect(csvCell(text)).toBe(`"'${text}"`),
)

test('a plain cell stays as it is', () => expect(csvCell('李值班 2026-03-01')).toBe('"李值班 2026-03-01"'))
