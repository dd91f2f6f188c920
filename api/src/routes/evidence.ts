import { IdParams } from '@huiyin/domain/http/common'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { readEvidence } from '../read-evidence.js'
import { storeAs } from '../visitor.js'

/** 固证: what was seen and answered of one event, as an archive any reader of WARC opens. */
export function evidenceRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/opinion-events/:id/evidence',
    {
      schema: { summary: '导出固证（WARC）', params: IdParams, produces: ['application/warc'] },
      config: { policy: may('export-evidence', 'opinion-event') },
    },
    async (request, reply) => {
      if (!config.writeEvidence) throw new Unavailable('本机没有安装固证组件，不能导出')
      const evidence = await storeAs(store, request).transaction((tx) => readEvidence(tx, request.params.id))
      const fileName = encodeRfc8187(
        `固证-${evidence.event.number}-${evidence.event.title.slice(0, 40)}.warc.gz`,
      )
      return reply
        .type('application/warc')
        .header('content-disposition', `attachment; filename*=UTF-8''${fileName}`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(await config.writeEvidence(evidence)))
    },
  )
}
