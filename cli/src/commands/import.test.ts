import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildWorkbook } from '@huiyin/crawler/intake/testing-workbook'
import { openTestStore, type TestStore, testSecret } from '@huiyin/store/testing'
import { asOwner } from '@huiyin/store/testing-policies'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { main } from '../main.js'

let shelf: TestStore
let folder: string

beforeEach(async () => {
  shelf = await openTestStore()
  folder = mkdtempSync(join(tmpdir(), 'huiyin-import-'))
  vi.stubEnv('DATABASE_URL', shelf.ownerUrl)
  vi.stubEnv('HUIYIN_SECRET', testSecret)
  vi.stubEnv('HUIYIN_DATA', folder)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  process.exitCode = undefined
  await shelf.close()
  rmSync(folder, { recursive: true })
})

/** Imports these bytes: how it ends, what it prints line by line, what it says. */
async function importing(name: string, bytes: Buffer | string, ...flags: string[]) {
  const file = join(folder, name)
  writeFileSync(file, bytes)
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
  await main(['import', ...flags, file])
  const lines = out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  return { code: Number(process.exitCode ?? 0), lines, said }
}

const stored = async () =>
  (await asOwner(shelf.ownerUrl, 'select title, published_at from item order by title')) as {
    title: string
    published_at: Date | null
  }[]

const word = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`
const head = `<row r="1">${word('A1', '标题')}${word('B1', '内容')}${word('C1', '时间')}</row>`
const row = (n: number, cells: string) => `<row r="${n}">${cells}</row>`
/** 46237.604166… days after 1900 began, as Excel counts: 2026-08-03 14:30. */
const august3 = '<c r="C2" s="1"><v>46237.604166666664</v></c>'

test('a workbook of merged cells, counted days and formulas is taken, and what is wrong is told by its row', async () => {
  const book = buildWorkbook(
    head +
      row(2, word('A2', '枫渡路路灯不亮') + word('B2', '枫渡路的路灯坏了一个多月。') + august3) +
      row(3, word('B3', '桑园街的路灯也坏了。')) +
      row(4, '<c r="A4"><f>UPPER("x")</f></c>' + word('B4', '停水三天没有说法。')) +
      row(5, word('A5', '井盖') + word('B5', '井盖松动多日。') + '<c r="C5"><f>A1</f><v>46237</v></c>') +
      row(6, word('A6', '无年份') + word('B6', '占道经营。') + word('C6', '不知道')),
    { merges: '<mergeCell ref="A2:A3"/>' },
  )
  const { code, lines, said } = await importing('台账.xlsx', book)
  expect(code).toBe(1)
  expect(lines.slice(0, -1).map(({ row: at, column }) => [at, column])).toEqual([
    [4, '标题'],
    [6, '时间'],
  ])
  expect(lines[0]?.error).toContain('请在 Excel 里打开、重算并保存')
  expect(lines.at(-1)).toMatchObject({ taken: 3, new: 3, duplicates: 0, refused: 2, saved: true })
  expect(said).toContain('有 1 处合并单元格')
  expect(await stored()).toEqual([
    { title: '井盖', published_at: new Date('2026-08-03T00:00+08:00') },
    { title: '枫渡路路灯不亮', published_at: new Date('2026-08-03T14:30+08:00') },
    { title: '枫渡路路灯不亮', published_at: null },
  ])
})

test('days counted from 1904 are told so', async () => {
  const sheet =
    head + row(2, word('A2', '路灯') + word('B2', '路灯坏了。') + '<c r="C2" s="1"><v>44775.5</v></c>')
  const { code, said } = await importing('苹果.xlsx', buildWorkbook(sheet, { date1904: true }))
  expect(code).toBe(0)
  expect(said).toContain('1904')
  expect((await stored()).map(({ published_at }) => published_at)).toEqual([
    new Date('2026-08-03T12:00+08:00'),
  ])
})

const strange =
  row(1, word('A1', '甲栏') + word('B1', '乙栏')) +
  row(2, word('A2', '路灯不亮') + word('B2', '路灯坏了一个月。'))

test('columns nobody knows are refused with what to do, and taken when they are named', async () => {
  const unknown = await importing('导出.xlsx', buildWorkbook(strange))
  expect(unknown.code).toBe(1)
  expect(unknown.said).toContain('请在首行写明列名')
  expect(await stored()).toEqual([])
  const named = await importing('导出.xlsx', buildWorkbook(strange), '--map', '标题=甲栏,内容=乙栏')
  expect(named.code).toBe(0)
  expect((await stored()).map(({ title }) => title)).toEqual(['路灯不亮'])
})

test('a name that no column has is wrong use, and the columns there are told', async () => {
  const { code, said } = await importing('导出.xlsx', buildWorkbook(strange), '--map', '标题=主题')
  expect(code).toBe(2)
  expect(said).toContain('甲栏、乙栏')
})

test('a dry run counts and names what is wrong, and keeps nothing', async () => {
  const csv =
    '标题,内容,时间\n路灯不亮,路灯坏了一个月。,2026-08-03 14:30\n,,2026-08-03\n停水,停水三天。,明天再说\n'
  const { code, lines } = await importing('工单.csv', csv, '--dry-run')
  expect(code).toBe(1)
  expect(lines.slice(0, -1).map(({ row: at }) => at)).toEqual([3, 4])
  expect(lines.at(-1)).toMatchObject({ file: '工单.csv', taken: 1, refused: 2, saved: false })
  expect(await stored()).toEqual([])
})

test('the same file again brings nothing new, and ends well', async () => {
  const csv = '标题,内容\n路灯不亮,路灯坏了一个月。\n'
  expect((await importing('工单.csv', csv)).lines.at(-1)).toMatchObject({ new: 1, duplicates: 0 })
  const again = await importing('工单.csv', csv)
  expect(again).toMatchObject({ code: 0 })
  expect(again.lines.at(-1)).toMatchObject({ new: 0, duplicates: 1 })
})

test('what is no workbook is refused in words, a file that is not there is wrong use', async () => {
  const broken = await importing('坏.xlsx', Buffer.from('PK\u0003\u0004 not a workbook'))
  expect(broken.code).toBe(1)
  expect(broken.lines).toEqual([])
  process.exitCode = undefined
  await main(['import', join(folder, '没有.xlsx')])
  expect(process.exitCode).toBe(2)
})
