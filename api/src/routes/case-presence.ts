import { CasePresenceAsk, CasePresenceView } from '@huiyin/domain/http/case-files'
import { IdParams } from '@huiyin/domain/http/common'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

/** Who else has this case open. Each sees colleagues: a unit its own people, the desk everyone. */
export function casePresenceRoutes(app: Api, { store }: ApiDeps): void {
  app.put(
    '/api/case-files/:id/presence',
    {
      schema: {
        summary: '报到：正在查看或编辑案件',
        params: IdParams,
        body: CasePresenceAsk,
        response: { 200: CasePresenceView },
      },
      config: { policy: may('read', 'case-file') },
    },
    async (request) => {
      const by = personOf(request)
      const { id } = request.params
      const { editing, takeOver = false } = request.body
      return await storeAs(store, request).transaction(async (tx) => {
        await tx.caseFiles.seen(id)
        await tx.casePresence.note(id, by, editing)
        if (takeOver) {
          await tx.casePresence.takeOver(id, by)
          tx.audit.append({ action: 'case.taken-over', subject: { kind: 'case-file', id } })
        }
        const present = await tx.casePresence.of(id)
        const writer = present.find(({ editingSince }) => editingSince !== null)
        const view = (one: (typeof present)[number]) => ({
          name: one.name,
          mine: one.accountId === by.userId,
          editingSince: one.editingSince?.toISOString() ?? null,
        })
        return { present: present.map(view), writer: writer ? view(writer) : null }
      })
    },
  )

  app.delete(
    '/api/case-files/:id/presence',
    {
      schema: { summary: '离开案件', params: IdParams, response: { 204: Type.Null() } },
      config: { policy: may('read', 'case-file') },
    },
    async (request, reply) => {
      const by = personOf(request)
      await storeAs(store, request).transaction((tx) => tx.casePresence.leave(request.params.id, by))
      return reply.code(204).send(null)
    },
  )
}
