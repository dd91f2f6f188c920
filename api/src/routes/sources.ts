import { NotFound } from '@huiyin/domain/errors'
import { AcknowledgeAlarm, NewSource, PatchSource, SourceView } from '@huiyin/domain/http/sources'
import type { SourceId } from '@huiyin/domain/ids'
import { sweepSource } from '@huiyin/domain/job'
import { addDays, dayOf, startOfDay } from '@huiyin/domain/shanghai'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { presentSources } from '../present/source.js'
import { personOf } from '../visitor.js'

const SourceParams = Type.Object({ id: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$' }) })

/** Days of the sparkline. */
const shownDays = 30

async function readSources(tx: Tx, only?: SourceId): Promise<SourceView[]> {
  const from = startOfDay(addDays(dayOf(tx.now), 1 - shownDays))
  return presentSources(await tx.sources.list(only), {
    alarms: await tx.sourceAlarms.standing(only),
    days: await tx.sourceFigures.days(from, only),
    sums: await tx.sourceFigures.sums(only),
  })
}

async function readSource(tx: Tx, id: string): Promise<SourceView> {
  const [found] = await readSources(tx, id as SourceId)
  if (!found) throw new NotFound(`没有编号为 ${id} 的信源`)
  return found
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
    async () => await asSelf.transaction((tx) => readSources(tx)),
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

  app.post(
    '/api/source-alarms/:id/acknowledge',
    {
      schema: {
        summary: '确认信源告警',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        body: AcknowledgeAlarm,
        response: { 200: SourceView },
      },
      config: { policy: may('acknowledge', 'source') },
    },
    async (request) =>
      await asSelf.transaction(async (tx) => {
        const { note, normal = false } = request.body
        const person = personOf(request)
        const by = { id: person.userId, name: person.name }
        const { sourceId } = await tx.sourceAlarms.acknowledge(request.params.id, note, by)
        // What was unusual is the source's new way: nothing before counts as usual any more.
        if (normal) await tx.sourceStates.learnAnew(sourceId)
        const subject = { kind: 'source', id: sourceId } as const
        tx.audit.append({ action: 'source-alarm.acknowledged', subject, detail: { normal } }, person)
        tx.announce('sources')
        return await readSource(tx, sourceId)
      }),
  )
}
