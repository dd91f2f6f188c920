import { InstructionQuery, InstructionRow } from '@huiyin/domain/http/case-files'
import { pageOf } from '@huiyin/domain/http/common'
import type { Instruction } from '@huiyin/store/case-instructions'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { storeAs } from '../visitor.js'

const present = (row: Instruction, now: Date): InstructionRow => ({
  actionId: row.actionId,
  case: { id: row.caseFileId, number: row.number, title: row.title },
  by: row.by,
  text: row.text,
  unit: row.unit,
  givenAt: row.givenAt.toISOString(),
  limitAt: row.limitAt?.toISOString() ?? null,
  fedBackAt: row.fedBackAt?.toISOString() ?? null,
  overdue: row.limitAt !== null && row.limitAt < (row.fedBackAt ?? now),
})

export function instructionRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/instructions',
    {
      schema: {
        summary: '领导批示，时限最近的在前',
        querystring: InstructionQuery,
        response: { 200: pageOf(InstructionRow) },
      },
      config: { policy: may('read', 'instruction') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { scope = 'open', ...page } = request.query
        const { rows, next, total } = await tx.caseInstructions.page({ open: scope === 'open', ...page })
        return { rows: rows.map((row) => present(row, tx.now)), next, total }
      }),
  )
}
