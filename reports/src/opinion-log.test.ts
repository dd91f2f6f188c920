import type { OpinionLogView } from '@huiyin/domain/http/overview'
import { expect, test } from 'vitest'
import { renderOpinionLog } from './opinion-log.js'
import { opinionLogModel } from './opinion-log-model.js'

const printedAt = new Date('2026-03-02T17:30:00+08:00')
const entry = {
  title: '春晓小区停水三天',
  gist: '居民反映停水三天无人告知',
  firstFoundAt: '2026-03-02T00:12:00.000Z',
  sources: [{ id: 'board', name: '县长信箱', kind: 'board' }],
  engagement: { reads: 12_900 },
  url: 'https://example.gov.cn/a?id=1#set-rule',
  grade: 'III',
  field: null,
  focus: [],
  unit: null,
  disposition: '待研判',
  nextDueAt: null,
} as unknown as OpinionLogView['entries'][number]
const log = (over: Partial<OpinionLogView> = {}): OpinionLogView => ({
  date: '2026-03-02',
  jurisdiction: '青禾县',
  demonstration: false,
  summary: {
    itemsFound: 12,
    itemsAdmitted: 3,
    events: 1,
    byGrade: { I: 0, II: 0, III: 1, IV: 0 },
    accepted: 0,
    dismissed: 0,
  },
  coverage: { sources: 5, blind: [], calm: false, statement: '5 个信源全部正常。' },
  dueToday: [],
  overdue: [],
  entries: [entry],
  ...over,
})

test('today is said as it stands at the moment of printing, a past day as it was', () => {
  expect(opinionLogModel({ log: log(), printedAt }).summary).toBe(
    '截至2026年3月2日17时30分，采集信息12条，纳入3条，形成舆情1件：特别重大0件、重大0件、较大1件、一般0件。受理0件，不予受理0件。',
  )
  expect(opinionLogModel({ log: log({ date: '2026-03-01' }), printedAt }).summary).not.toContain('截至')
})

test('a line says when, where, how grave and who; what is not known is said so', () => {
  expect(opinionLogModel({ log: log(), printedAt }).entries[0]).toMatchObject({
    found: '08:12',
    source: '县长信箱',
    counts: '阅\u00a01.2\u00a0万',
    grade: '较大（III级）',
    unit: '未定',
    field: '—',
    disposition: '待研判',
  })
})

test('a day of which nothing was seen is not called quiet', () => {
  const blind = { sources: 0, blind: [], calm: false, statement: '没有启用的信源。' }
  expect(opinionLogModel({ log: log({ entries: [], coverage: blind }), printedAt }).none).toContain(
    '不能据此认为',
  )
})

test('it is set as a PDF, text of pages as letters and never as markup, and the same again', async () => {
  const hostile = {
    ...entry,
    title: '#import "x"; $1+1$ *粗* <b>',
    gist: '＠_下划_ [a](b) @label'.repeat(60),
  }
  const many = log({ demonstration: true, entries: Array.from({ length: 60 }, () => hostile) })
  const pdf = await renderOpinionLog({ log: many, printedAt })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect(pdf.equals(await renderOpinionLog({ log: many, printedAt }))).toBe(true)
})
