import { expect, test } from 'vitest'
import { renderDraftSheet } from './draft-sheet.js'
import type { DraftSheetInput, SheetSignature } from './draft-sheet-input.js'
import { draftSheetModel } from './draft-sheet-model.js'

const at = (time: string) => new Date(`2026-03-02T${time}+08:00`)
const signature = (over: Partial<SheetSignature>): SheetSignature => ({
  level: 'first',
  passed: true,
  by: '水务局审核员',
  roleWords: '承办单位',
  at: at('09:10'),
  version: 2,
  remarks: '',
  ...over,
})
const sheet = (over: Partial<DraftSheetInput> = {}): DraftSheetInput => ({
  jurisdiction: '青禾县',
  demonstration: false,
  caseNumber: 9,
  caseTitle: '春晓小区停水三天',
  gradeWords: '较大（III 级）',
  kindWords: '回应稿',
  disclosure: null,
  formWords: '网上回复',
  serial: 1,
  title: '关于春晓小区停水情况的说明',
  text: '主管爆裂导致停水。\n供水已恢复。',
  version: 2,
  author: '水务局经办人',
  unit: '水务局',
  submittedAt: at('09:00'),
  approvedAt: at('10:00'),
  signatures: [
    signature({ version: 1 }),
    signature({ level: 'second', passed: false, by: '办公室', version: 1, remarks: '请补充停水时间' }),
    signature({ level: 'second', by: '办公室', roleWords: '办公室' }),
    signature({ level: 'final', by: '副组长', roleWords: '领导小组副组长', at: at('10:00') }),
  ],
  organs: [{ name: '住房和城乡建设局', words: '已确认（青建函〔2026〕3号）' }],
  publication: null,
  printedAt: at('10:05'),
  ...over,
})

test('the sheet carries three signatures, each with the version it was given to when that is not the last', () => {
  const { signatures, head } = draftSheetModel(sheet())
  expect(head.issue).toBe('舆审〔2026〕9-1号')
  expect(signatures.map(({ label, opinion }) => [label, opinion])).toEqual([
    ['初审', '同意。（签于第1稿）'],
    ['复审', '同意。'],
    ['终审', '同意。'],
  ])
  expect(signatures[2]?.signed).toBe('副组长（领导小组副组长）\n2026年3月2日10时')
})

test('a level that gave the text back last has not signed, and what it said is printed', () => {
  const returned = sheet({ signatures: sheet().signatures.slice(0, 2), approvedAt: null })
  const { signatures, course } = draftSheetModel(returned)
  expect(signatures[1]).toEqual({ label: '复审', opinion: '', signed: '' })
  expect(course).toEqual(['2026年3月2日9时10分　办公室　复审退回第1稿：请补充停水时间'])
})

test('the form line names 公开属性 of the text and says when nobody chose it', () => {
  expect(draftSheetModel(sheet()).head.disclosure).toBe('文稿公开属性：未确定')
  const { head, rows } = draftSheetModel(
    sheet({ disclosure: { attribute: 'withheld', reason: '报上级的报告' } }),
  )
  expect(head.disclosure).toBe('文稿公开属性：不公开')
  expect(rows).toContainEqual({ label: '公开属性理由', lines: ['报上级的报告'] })
})

test('the text of a sheet is never markup, and the same sheet gives the same bytes', async () => {
  const input = sheet({ title: '#panic("x") $ \\ *粗*', text: '#import "@preview/evil:1.0.0": *' })
  const pdf = await renderDraftSheet(input)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await renderDraftSheet(input)).equals(pdf)).toBe(true)
})
