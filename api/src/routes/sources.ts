import { NotFound } from '@huiyin/domain/errors'
import { NewSource, PatchSource, SourceView } from '@huiyin/domain/http/sources'
import type { SourceId } from '@huiyin/domain/ids'
import { sweepSource } from '@huiyin/domain/job'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { presentSource } from '../present/source.js'
import { personOf } from '../visitor.js'

const SourceParams = Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }) })

async function readSource(tx: Tx, id: string): Promise<SourceView> {
  const found = (await tx.sources.list()).find((source) => source.id === id)
  if (!found) throw new NotFound(`没有编号为 ${id} 的信源`)
  return presentSource(found)
}

/**
 * Health of the sources. Read by the service itself: how many posts a source yields is how one sees that it is
 * blind, and the administrator who mends it may not read the posts.
 */
export function sourceRoutes(app: Api, { store, config }: ApiDeps): void {
  const asSelf = store.as(self)

  app.get(
    '/api/sources',
    {
      schema: { summary: '信源及其健康', response: { 200: Type.Array(SourceView) } },
      config: { policy: may('read', 'source') },
    },
    async () => (await asSelf.transaction((tx) => tx.sources.list())).map(presentSource),
  )

  app.get(
    '/api/sources/:id',
    {
      schema: { summary: '信源详情', params: SourceParams, response: { 200: SourceView } },
      config: { policy: may('read', 'source') },
    },
    async ({ params }) => await asSelf.transaction((tx) => readSource(tx, params.id)),
  )

  app.post(
    '/api/sources',
    {
      schema: { summary: '新增或更新信源（YAML）', body: NewSource, response: { 201: SourceView } },
      config: { policy: may('create', 'source') },
    },
    async (request, reply) => {
      const definition = config.parseSource(request.body.yaml, '信源定义')
      const view = await asSelf.transaction(async (tx) => {
        await tx.sources.upsert(definition)
        const subject = { kind: 'source', id: definition.id } as const
        tx.audit.append({ action: 'source.saved', subject }, personOf(request))
        tx.enqueue(sweepSource, { sourceId: definition.id })
        tx.announce('sources')
        return await readSource(tx, definition.id)
      })
      return reply.code(201).send(view)
    },
  )

  app.patch(
    '/api/sources/:id',
    {
      schema: {
        summary: '启用或停用信源',
        params: SourceParams,
        body: PatchSource,
        response: { 200: SourceView },
      },
      config: { policy: may('change', 'source') },
    },
    async (request) =>
      await asSelf.transaction(async (tx) => {
        const { id } = request.params
        const { enabled } = request.body
        await tx.sources.setEnabled(id as SourceId, enabled)
        const action = enabled ? 'source.enabled' : 'source.disabled'
        tx.audit.append({ action, subject: { kind: 'source', id } }, personOf(request))
        tx.announce('sources')
        return await readSource(tx, id)
      }),
  )

  app.post(
    '/api/sources/:id/sweep',
    {
      schema: {
        summary: '立即采集',
        params: SourceParams,
        response: { 202: Type.Object({ queued: Type.Boolean() }) },
      },
      config: { policy: may('sweep', 'source') },
    },
    async (request, reply) => {
      const queued = await asSelf.transaction(async (tx) => {
        const { enabled, id } = await tx.sources.get(request.params.id as SourceId)
        const detail = { queued: enabled }
        tx.audit.append(
          { action: 'source.swept', subject: { kind: 'source', id }, detail },
          personOf(request),
        )
        if (enabled) tx.enqueue(sweepSource, { sourceId: id })
        return enabled
      })
      return reply.code(202).send({ queued })
    },
  )
}
