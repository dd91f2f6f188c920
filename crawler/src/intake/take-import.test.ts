import { randomBytes, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { ImportChoice, ImportFormat } from '@huiyin/domain/item-import'
import { openTestStore, type TestStore } from '@huiyin/store/testing'
import { testVault } from '@huiyin/store/testing-vault'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { checkImport } from './check-import.js'
import type { ImportDeps } from './import-deps.js'
import { takeImport } from './take-import.js'
import { buildWorkbook } from './testing-workbook.js'

let shelf: TestStore
let deps: ImportDeps
const vault = testVault()
beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-08-10T12:00:00+08:00' })
  deps = { store: shelf.store, config: { secret: 'key', vault }, log: pino({ level: 'silent' }) }
})
afterAll(() => shelf.close())

const asService: ReturnType<TestStore['store']['as']>['transaction'] = (work) =>
  shelf.store.as(crawlerActor).transaction(work)
const now = (id: string) => asService((tx) => tx.itemImports.get(id))
const fileOf = (id: string) => asService((tx) => tx.itemImports.file(id))
const refusals = (id: string) => asService((tx) => tx.itemImports.refusals(id, 1_000))
const takenIn = () =>
  asService(async (tx) =>
    (await tx.db.selectFrom('item').select('title').orderBy('title').execute()).map(({ title }) => title),
  )

async function bring(content: Buffer | string, format: ImportFormat = 'csv'): Promise<string> {
  const id = randomUUID()
  const bytes = Buffer.from(content)
  await asService((tx) =>
    tx.itemImports.add({
      id,
      name: `台账.${format}`,
      size: bytes.length,
      format,
      by: { name: '值班员', userId: randomUUID() },
      sealed: vault.sealBytes(id, bytes),
    }),
  )
  return id
}
async function checked(content: Buffer | string, format: ImportFormat = 'csv'): Promise<string> {
  const id = await bring(content, format)
  await checkImport({ importId: id, look: 1 }, deps)
  return id
}
async function taken(content: Buffer | string, format: ImportFormat = 'csv') {
  const id = await checked(content, format)
  await asService((tx) => tx.itemImports.confirm(id))
  await takeImport({ importId: id }, deps)
  return id
}

test('a file comes back from the database byte for byte, however many pieces it takes', async () => {
  for (const length of [1, 1 << 20, (1 << 20) + 1, 3_000_000]) {
    const bytes = randomBytes(length)
    const id = await bring(bytes)
    const sealed = await fileOf(id)
    expect(sealed && vault.openBytes(id, sealed).equals(bytes)).toBe(true)
  }
})

test('a file is shown masked before anything of it is taken, with what is wrong by row and column', async () => {
  const id = await checked(
    '标题,诉求内容,来电时间\n漏水,请回电13912345678,2026-08-03\n断路,北街断路,2030-01-01\n,,2026-08-03\n',
  )
  const { state, reading, preview, rowsTotal } = await now(id)
  expect({ state, rowsTotal }).toEqual({ state: 'ready', rowsTotal: 3 })
  expect(reading).toEqual({ sheet: null, headerRow: 1, columns: { title: 0, text: 1, publishedAt: 2 } })
  expect(preview).toMatchObject({
    good: 1,
    bad: 2,
    headers: ['标题', '诉求内容', '来电时间'],
    problems: [
      { row: 3, column: '来电时间', message: expect.stringContaining('在将来') },
      { row: 4, column: '诉求内容', message: expect.stringContaining('都是空的') },
    ],
  })
  expect(JSON.stringify(preview)).not.toContain('13912345678')
  expect(await takenIn()).toEqual([])
})

test('what was agreed to is taken in once: what comes again is known, what is wrong is kept with its reason', async () => {
  const ledger = '标题,内容\n停水,城东花园停水\n停电,城西停电\n停水,城东花园停水\n,\n"",\n坏,=cmd|calc\n'
  const id = await taken(ledger)
  expect(await now(id)).toMatchObject({
    state: 'done',
    rowsDone: 4,
    rowsNew: 2,
    rowsKnown: 1,
    rowsRefused: 1,
    preview: null,
  })
  expect(await refusals(id)).toEqual([{ row: 7, column: '内容', message: expect.stringContaining('公式') }])
  expect(await takenIn()).toEqual(['停水', '停电'].sort())
  const again = await taken(ledger)
  expect(await now(again)).toMatchObject({ rowsNew: 0, rowsKnown: 3 })
  expect(await fileOf(id)).toBeNull()
})

test('columns a person names himself are read, also from another row and sheet', async () => {
  const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
  const id = await checked(
    buildWorkbook(
      `<row r="1">${cell('A1', '甲')}${cell('B1', '乙')}</row><row r="2">${cell('A2', '桥面塌陷')}</row>`,
    ),
    'xlsx',
  )
  expect((await now(id)).preview).toMatchObject({
    good: 0,
    bad: 1,
    notes: expect.arrayContaining([expect.stringContaining('没有认得的列名')]),
  })
  const choice: ImportChoice = { sheet: null, headerRow: 1, columns: { text: 0 } }
  const look = await asService((tx) => tx.itemImports.choose(id, choice))
  // The first look answers late and is dropped.
  await checkImport({ importId: id, look: 1 }, deps)
  expect((await now(id)).state).toBe('reading')
  await checkImport({ importId: id, look }, deps)
  expect(await now(id)).toMatchObject({ state: 'ready', preview: { good: 1, bad: 0 } })
})

test('taken up again after a kill it goes on where it was; cancelled, it stops and keeps what it has', async () => {
  const rows = Array.from({ length: 1_200 }, (_, at) => `第${at}件,第${at}件的内容`)
  const id = await checked(`标题,内容\n${rows.join('\n')}\n`)
  await asService((tx) => tx.itemImports.confirm(id))
  const stopping = new AbortController()
  const unlisten = await shelf.store.listen(({ topic }) => topic === 'items' && stopping.abort())
  await takeImport({ importId: id }, { ...deps, closing: stopping.signal })
  unlisten()
  const half = await now(id)
  expect(half.state).toBe('saving')
  expect(half.rowsDone).toBeGreaterThan(0)
  await takeImport({ importId: id }, deps)
  expect(await now(id)).toMatchObject({ state: 'done', rowsDone: 1_200, rowsNew: 1_200, rowsKnown: 0 })

  const other = await checked(`标题,内容\n${rows.map((row) => `又${row}`).join('\n')}\n`)
  await asService((tx) => tx.itemImports.confirm(other))
  await asService((tx) => tx.itemImports.cancel(other))
  await takeImport({ importId: other }, deps)
  expect(await now(other)).toMatchObject({ state: 'cancelled', rowsNew: 0 })
})

test('a file that is damaged, hangs or takes too much memory ends with what to do, and is deleted', async () => {
  const damaged = await checked(Buffer.from('PK\x03\x04broken'), 'xlsx')
  expect(await now(damaged)).toMatchObject({ state: 'failed', failure: expect.stringContaining('损坏') })
  expect(await fileOf(damaged)).toBeNull()

  const wide = await bring(
    `标题,内容\n${Array.from({ length: 60_000 }, (_, at) => `甲${at},${'乙'.repeat(40)}`).join('\n')}`,
  )
  await checkImport({ importId: wide, look: 1 }, { ...deps, limits: { heapMb: 8 } })
  expect(await now(wide)).toMatchObject({ state: 'failed', failure: expect.stringContaining('内存') })

  const slow = await bring('标题,内容\n甲,乙\n')
  await checkImport({ importId: slow, look: 1 }, { ...deps, limits: { silentMs: 1 } })
  expect(await now(slow)).toMatchObject({ state: 'failed', failure: expect.stringContaining('读不完') })
})

test('an archive of pages is taken in page by page', async () => {
  const page = `<html><head><title>城北桥面塌陷</title></head><body><h1>城北桥面塌陷</h1><p>发布时间：2026-08-03 10:00</p><div>${'<p>桥面塌了一个大洞，来往车辆只能绕行，盼尽快修复并设置警示。</p>'.repeat(4)}</div></body></html>`
  const body = Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${page}`)
  const record = Buffer.concat([
    Buffer.from(
      `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://bbs.example.cn/t/7\r\nWARC-Date: 2026-08-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
    Buffer.from('\r\n\r\n'),
  ])
  const id = await taken(gzipSync(record), 'warc')
  expect(await now(id)).toMatchObject({ state: 'done', rowsNew: 1 })
  expect(await takenIn()).toContain('城北桥面塌陷')
})

test('the file goes a day after it came, and who did not say yes is told so', async () => {
  const id = await checked('标题,内容\n甲,乙\n')
  const left = (hours: number) => {
    shelf.clock.advance(hours * 3_600_000)
    return asService((tx) => tx.itemImports.deleteOldFiles())
  }
  expect([await left(23), await fileOf(id)]).toEqual([0, expect.anything()])
  expect([await left(1), await fileOf(id)]).toEqual([expect.any(Number), null])
  expect(await now(id)).toMatchObject({
    state: 'cancelled',
    preview: null,
    failure: expect.stringContaining('24 小时'),
  })
})
