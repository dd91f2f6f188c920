import { InvalidInput } from '@huiyin/domain/errors'
import type { CaseQuery } from '@huiyin/domain/http/case-files'
import type { CaseListQuery } from '@huiyin/store/case-lists'
import { readPeriod } from './read-period.js'

/**
 * What a list of cases is asked for. With a figure it holds exactly the cases that figure counts of the unit, also
 * those it no longer leads.
 * @throws InvalidInput for a figure without its unit, and as `readPeriod`.
 */
export function caseListQuery({ figure, from, to, unit, ...rest }: CaseQuery, now: Date): CaseListQuery {
  if (figure === undefined) return { ...rest, ...(unit === undefined ? {} : { unit }) }
  if (unit === undefined)
    throw new InvalidInput('按考核指标查看案件时须指明单位，请从考核表点入', [
      { field: 'unit', message: '缺少单位' },
    ])
  const period = readPeriod({ ...(from ? { from } : {}), ...(to ? { to } : {}) }, now)
  return { ...rest, counted: { figure, unit, period } }
}
