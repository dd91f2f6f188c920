import { AppraisalQuery, AppraisalView } from '@huiyin/domain/http/unit-appraisals'
import { shiftPeriod } from '@huiyin/domain/period'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { readPeriod } from '../read-period.js'
import { personOf, storeAs } from '../visitor.js'

/** 单位考核 (北仑 三). A unit reads its own row; every figure is counted from what the reader may see. */
export function unitAppraisalRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/unit-appraisals',
    {
      schema: {
        summary: '各单位办理情况，附上一期',
        querystring: AppraisalQuery,
        response: { 200: AppraisalView },
      },
      config: { policy: may('read', 'unit-appraisal') },
    },
    async (request) => {
      const { roles, unitCode } = personOf(request)
      const ownOnly = roles.every((role) => role === 'unit')
      return await storeAs(store, request).transaction(async (tx) => {
        const period = readPeriod(request.query, tx.now)
        const earlier = shiftPeriod(period, -1)
        const { name, demonstration } = await tx.jurisdiction.current()
        return {
          jurisdiction: name,
          demonstration,
          ...period,
          earlierFrom: earlier.from,
          earlierTo: earlier.to,
          ownOnly,
          rows: await tx.unitAppraisals.over(period, ownOnly ? (unitCode ?? '') : undefined),
        }
      })
    },
  )
}
