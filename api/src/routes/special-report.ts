import { IdParams } from '@huiyin/domain/http/common'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { readSpecialReport } from '../read-special-report.js'
import { regimesOf, rulesNow } from '../rules-in-force.js'
import { storeAs } from '../visitor.js'

export function specialReportRoutes(app: Api, { store, keywords, reports }: ApiDeps): void {
  app.get(
    '/api/opinion-events/:id/special-report',
    {
      schema: { summary: '舆情专报（PDF）', params: IdParams, produces: ['application/pdf'] },
      config: { policy: may('report', 'opinion-event') },
    },
    async (request, reply) => {
      if (!reports) throw new Unavailable('本机没有安装排版组件，不能生成专报')
      // Setting takes its time: the transaction is over before it starts.
      const input = await storeAs(store, request).transaction(async (tx) => {
        const regimes = regimesOf(await rulesNow(tx, keywords))
        const read = await readSpecialReport(tx, request.params.id, regimes)
        await tx.audit.onEvent('report.downloaded', read.event.id, { kind: 'special' })
        await tx.audit.walledRead(read.event.id, { via: 'special-report' })
        return read
      })
      const pdf = await reports.specialReport(input)
      const fileName = `舆情专报-${input.event.number}-${input.event.title.slice(0, 40)}.pdf`
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeRfc8187(fileName)}`)
        .send(Buffer.from(pdf))
    },
  )
}
