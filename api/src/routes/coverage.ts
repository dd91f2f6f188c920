import { coverageGaps, coverageStatement } from '@huiyin/domain/coverage'
import { InvalidInput } from '@huiyin/domain/errors'
import { CoverageQuery, CoverageView } from '@huiyin/domain/http/coverage'
import { dayOf, endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { readPeriod } from '../read-period.js'
import { storeAs } from '../visitor.js'

/** 监测覆盖说明: which sources were seen, doubtful or blind in some days, by name and how long. */
export function coverageRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/coverage',
    {
      schema: { summary: '监测覆盖说明', querystring: CoverageQuery, response: { 200: CoverageView } },
      config: { policy: may('read', 'coverage') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { from, to } = readPeriod(request.query, tx.now)
        const message = '这段时间尚未开始，没有监测情况：请把起始日期改为今天或更早'
        if (from > dayOf(tx.now)) throw new InvalidInput(message, [{ field: 'from', message }])
        const coverage = await tx.coverage.between(startOfDay(from), endOfDay(to))
        return {
          from,
          to,
          statement: coverageStatement(coverage, from === to ? '当日' : '本时段'),
          gaps: coverageGaps(coverage),
          sources: [...coverage.sources],
        }
      }),
  )
}
