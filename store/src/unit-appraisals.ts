import type { AppraisalFigures } from '@huiyin/domain/http/unit-appraisals'
import { type Period, shiftPeriod } from '@huiyin/domain/period'
import { sql } from 'kysely'
import { appraisedCases, figureCounts } from './appraised-cases.js'
import type { Db } from './database.js'

export interface UnitAppraisal {
  unit: { code: string; name: string; dissolved: boolean }
  figures: AppraisalFigures
  earlier: AppraisalFigures
}

type Counted = AppraisalFigures & { unitCode: string }

const none: AppraisalFigures = {
  received: 0,
  answered: 0,
  overdue: 0,
  responded: 0,
  returned: 0,
  reopened: 0,
  noticed: 0,
  medianHours: null,
  p90Hours: null,
}

/** 单位考核: figures of `domain/appraisal`, counted when asked from what whoever asks may see. */
export const unitAppraisals = (db: Db, now: Date) => {
  const counted = async (period: Period): Promise<Map<string, AppraisalFigures>> => {
    const { rows } = await sql<Counted>`
      select f.unit_code as "unitCode", ${figureCounts},
        round((percentile_cont(0.5) within group (order by f.response_hours))::numeric, 1)::float8 as "medianHours",
        round((percentile_cont(0.9) within group (order by f.response_hours))::numeric, 1)::float8 as "p90Hours"
      from (${appraisedCases(period, now)}) f group by 1
    `.execute(db)
    return new Map(rows.map(({ unitCode, ...figures }) => [unitCode, figures]))
  }

  return {
    /**
     * Every unit in use, also those with nothing handed over, and dissolved ones that have a figure; with the same
     * figures of the period before. `onlyUnit` leaves all other units out.
     */
    async over(period: Period, onlyUnit?: string): Promise<UnitAppraisal[]> {
      const figures = await counted(period)
      const earlier = await counted(shiftPeriod(period, -1))
      const units = await db
        .selectFrom('responsible_unit')
        .select(['code', 'name', 'dissolved_at'])
        .orderBy('code')
        .execute()
      return units
        .filter(
          ({ code, dissolved_at: dissolvedAt }) =>
            (onlyUnit === undefined || code === onlyUnit) &&
            (dissolvedAt === null || figures.has(code) || earlier.has(code)),
        )
        .map(({ code, name, dissolved_at: dissolvedAt }) => ({
          unit: { code, name, dissolved: dissolvedAt !== null },
          figures: figures.get(code) ?? none,
          earlier: earlier.get(code) ?? none,
        }))
    },
  }
}
