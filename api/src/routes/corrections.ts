import { pageOf } from '@huiyin/domain/http/common'
import { CorrectionQuery, CorrectionRow } from '@huiyin/domain/http/judgement-models'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { storeAs } from '../visitor.js'

/** As many labelled rows as are taken out at once. */
const exported = 20_000

/** What officers decided, beside what the machine proposed; taken out as rows `huiyin train` and `evaluate` read. */
export function correctionRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/corrections',
    {
      schema: { summary: '更正记录', querystring: CorrectionQuery, response: { 200: pageOf(CorrectionRow) } },
      config: { policy: may('read', 'correction') },
    },
    async (request) => {
      const page = await storeAs(store, request).transaction((tx) => tx.pastDecisions.page(request.query))
      return {
        ...page,
        rows: page.rows.map(({ decidedAt, proposedUnit, unit, ...row }) => ({
          ...row,
          decidedAt: decidedAt.toISOString(),
          proposedUnit: proposedUnit?.name ?? null,
          unit: unit?.name ?? null,
        })),
      }
    },
  )

  app.get(
    '/api/corrections/export',
    {
      schema: {
        summary: '导出标注（JSONL：可供 huiyin train 与 evaluate 使用）',
        querystring: Type.Object({ task: Type.Union([Type.Literal('severity'), Type.Literal('dispatch')]) }),
        produces: ['application/jsonl'],
      },
      config: { policy: may('export', 'correction') },
    },
    async (request, reply) => {
      const { task } = request.query
      const rows = await storeAs(store, request).transaction(async (tx) => {
        const labelled = await tx.pastDecisions.labelled(exported)
        tx.audit.append({
          action: 'correction.exported',
          subject: { kind: 'correction' },
          detail: { task, rows: labelled.length },
        })
        return labelled
      })
      const lines = rows.flatMap(({ eventId, postTitle, text, grade, unit }) => {
        const row = { id: eventId, title: postTitle, text }
        if (task === 'severity') return [JSON.stringify({ ...row, grade })]
        return unit ? [JSON.stringify({ ...row, unit: unit.group, unitName: unit.name })] : []
      })
      return reply
        .type('application/jsonl; charset=utf-8')
        .header('content-disposition', `attachment; filename="corrections-${task}.jsonl"`)
        .send(lines.map((line) => `${line}\n`).join(''))
    },
  )
}
