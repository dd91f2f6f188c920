import type { AppraisalFigures, AppraisalRow } from '@huiyin/domain/http/unit-appraisals'
import { expect, test } from 'vitest'
import { appraisalCells, hoursWords, isIdle, orderRows } from './columns.js'

const figures = (over: Partial<AppraisalFigures> = {}): AppraisalFigures => ({
  received: 0,
  answered: 0,
  overdue: 0,
  responded: 0,
  returned: 0,
  reopened: 0,
  noticed: 0,
  medianHours: null,
  p90Hours: null,
  ...over,
})
const row = (name: string, over: Partial<AppraisalFigures> = {}): AppraisalRow => ({
  unit: { code: name, name, dissolved: false },
  figures: figures(over),
  earlier: figures(),
})
const names = (rows: AppraisalRow[]) => rows.map(({ unit }) => unit.name)

test('units without a value come last, whichever way the table is turned', () => {
  const rows = [row('甲'), row('乙', { medianHours: 5 }), row('丙', { medianHours: 2 })]
  expect(names(orderRows(rows, { key: 'medianHours', descending: false }))).toEqual(['丙', '乙', '甲'])
  expect(names(orderRows(rows, { key: 'medianHours', descending: true }))).toEqual(['乙', '丙', '甲'])
})

test('among equals the unit with more in its hands comes first, so that nobody idle stands above it', () => {
  const rows = [row('无交办'), row('一件', { received: 1 }), row('三件', { received: 3 })]
  expect(names(orderRows(rows, { key: 'overdue', descending: true }))).toEqual(['三件', '一件', '无交办'])
  expect(rows.map(isIdle)).toEqual([true, false, false])
})

test('the share in time is of what is decided: nobody is perfect by having nothing to do', () => {
  const rows = [row('无交办'), row('一半', { answered: 1, overdue: 1 }), row('全部', { answered: 2 })]
  expect(names(orderRows(rows, { key: 'share', descending: true }))).toEqual(['全部', '一半', '无交办'])
})

test('the spreadsheet names the period of every column and leaves unknown cells empty', () => {
  const view = {
    jurisdiction: '青禾县',
    demonstration: false,
    from: '2026-04-01',
    to: '2026-06-30',
    earlierFrom: '2026-01-01',
    earlierTo: '2026-03-31',
    ownOnly: false,
    rows: [row('水务局', { received: 2, answered: 1, overdue: 1, medianHours: 41 })],
  }
  const [head, cells] = appraisalCells(view)
  expect(head?.slice(0, 2)).toEqual(['单位', '交办 2026-04-01至2026-06-30'])
  expect(cells?.slice(0, 7)).toEqual(['水务局', 2, 1, 1, '50%', 41, null])
  expect(head).toHaveLength(cells!.length)
})

test('a long wait is said in days', () => {
  expect([hoursWords(5), hoursWords(60)]).toEqual(['5.0 小时', '2.5 天'])
})
