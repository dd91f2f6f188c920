import { type AppraisalFigure, appraisalLabel, appraisalMeaning, inTimeShare } from '@huiyin/domain/appraisal'
import type { AppraisalFigures, AppraisalRow, AppraisalView } from '@huiyin/domain/http/unit-appraisals'
import { percent } from '../format/number.js'

/** One column of the table: what it shows, and whose cases stand behind it. */
export interface AppraisalColumn {
  readonly key: string
  readonly label: string
  readonly meaning: string
  /** The figure whose cases it opens. */
  readonly figure: AppraisalFigure
  readonly value: (figures: AppraisalFigures) => number | null
  readonly words: (value: number) => string
}

/** Hours in words: a day and more in days. */
export const hoursWords = (hours: number): string =>
  hours < 48 ? `${hours.toFixed(1)} 小时` : `${(hours / 24).toFixed(1)} 天`

const count = (figure: AppraisalFigure): AppraisalColumn => ({
  key: figure,
  label: appraisalLabel[figure],
  meaning: appraisalMeaning[figure],
  figure,
  value: (figures) => figures[figure],
  words: String,
})

export const appraisalColumns: readonly AppraisalColumn[] = [
  count('received'),
  count('answered'),
  count('overdue'),
  {
    key: 'share',
    label: '按时率',
    meaning: '按时回应 ÷（按时回应＋超时）；在办未到期的不计',
    figure: 'received',
    value: inTimeShare,
    words: percent,
  },
  {
    key: 'medianHours',
    label: '首次回应中位数',
    meaning: appraisalMeaning.responded,
    figure: 'responded',
    value: ({ medianHours }) => medianHours,
    words: hoursWords,
  },
  {
    key: 'p90Hours',
    label: '九成不超过',
    meaning: `九成案件的首次回应时长不超过此值。${appraisalMeaning.responded}`,
    figure: 'responded',
    value: ({ p90Hours }) => p90Hours,
    words: hoursWords,
  },
  count('returned'),
  count('reopened'),
  count('noticed'),
]

export interface AppraisalOrder {
  key: string
  descending: boolean
}

/** Nothing in this period nor in the one before. */
export const isIdle = ({ figures, earlier }: AppraisalRow): boolean =>
  appraisalColumns.every(({ value }) => !value(figures) && !value(earlier))

/** Units by one column, those without a value last; equal ones by what was handed over, then as in the directory. */
export function orderRows(
  rows: readonly AppraisalRow[],
  { key, descending }: AppraisalOrder,
): AppraisalRow[] {
  const column = appraisalColumns.find((each) => each.key === key)
  if (!column) return descending ? [...rows].reverse() : [...rows]
  const sign = descending ? -1 : 1
  const byReceived = (a: AppraisalRow, b: AppraisalRow) => b.figures.received - a.figures.received
  return [...rows].sort((a, b) => {
    const [left, right] = [column.value(a.figures), column.value(b.figures)]
    if (left === null || right === null)
      return Number(left === null) - Number(right === null) || byReceived(a, b)
    return sign * (left - right) || byReceived(a, b)
  })
}

/** The table as it is shown, for a spreadsheet: this period, then the one before. */
export function appraisalCells({ rows, from, to, earlierFrom, earlierTo }: AppraisalView) {
  const cells = (figures: AppraisalFigures) =>
    appraisalColumns.map(({ key, value }) => {
      const found = value(figures)
      return key === 'share' && found !== null ? percent(found) : found
    })
  const unitOf = ({ key, label }: AppraisalColumn) => (key.endsWith('Hours') ? `${label}（小时）` : label)
  const heads = appraisalColumns.map(unitOf)
  return [
    [
      '单位',
      ...heads.map((head) => `${head} ${from}至${to}`),
      ...heads.map((head) => `${head} ${earlierFrom}至${earlierTo}`),
    ],
    ...rows.map(({ unit, figures, earlier }) => [unit.name, ...cells(figures), ...cells(earlier)]),
  ]
}
