import { OpinionLogView } from '@huiyin/domain/http/overview'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { readOpinionLog } from '../read-opinion-log.js'
import { storeAs } from '../visitor.js'

const DayParams = Type.Object({ date: Type.String({ minLength: 1, maxLength: 20 }) })
const policy = may('read', 'opinion-log')

/** 舆情日志 on the screen and on paper. */
export function opinionLogRoutes(app: Api, { store, reports }: ApiDeps): void {
  app.get(
    '/api/opinion-logs/:date',
    {
      schema: { summary: '舆情日志', params: DayParams, response: { 200: OpinionLogView } },
      config: { policy },
    },
    async (request) =>
      await storeAs(store, request).transaction((tx) => readOpinionLog(tx, request.params.date)),
  )

  app.get(
    '/api/opinion-logs/:date/report',
    {
      schema: { summary: '舆情日志（PDF）', params: DayParams, produces: ['application/pdf'] },
      config: { policy },
    },
    async (request, reply) => {
      if (!reports) throw new Unavailable('本机没有安装排版组件，不能生成舆情日志')
      const input = await storeAs(store, request).transaction(async (tx) => {
        const log = await readOpinionLog(tx, request.params.date)
        const detail = { kind: 'log', day: log.date }
        tx.audit.append({ action: 'report.downloaded', subject: { kind: 'jurisdiction' }, detail })
        return { log, printedAt: tx.now }
      })
      const pdf = await reports.opinionLog(input)
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `inline; filename*=UTF-8''${encodeRfc8187(`舆情日志-${input.log.date}.pdf`)}`,
        )
        .send(Buffer.from(pdf))
    },
  )
}
