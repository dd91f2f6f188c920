import { randomUUID } from 'node:crypto'
import { type Actor, rolesOf } from '@huiyin/domain/actor'
import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams } from '@huiyin/domain/http/common'
import {
  DataRequestView,
  DataSubjectView,
  DecideDataRequest,
  ExecuteDataRequest,
  RegisterDataRequest,
} from '@huiyin/domain/http/privacy'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { DataRequest } from '@huiyin/store/data-requests'
import type { DataSubject } from '@huiyin/store/original-vault'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may, permits } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

type Person = Actor & { kind: 'user' }

const decides = may('decide', 'data-request')
const executes = may('execute', 'data-request')

const present = (request: DataRequest, who: Person, now: Date): DataRequestView => ({
  id: request.id,
  number: request.number,
  kind: request.kind,
  itemId: request.itemId,
  itemTitle: request.itemTitle,
  url: request.url,
  demand: request.demand,
  receivedAt: request.receivedAt.toISOString(),
  dueAt: request.dueAt.toISOString(),
  overdue: request.decision === null && request.dueAt <= now,
  registeredBy: request.registeredByName,
  handler: request.handler,
  decision: request.decision,
  decisionReason: request.decisionReason,
  decidedBy: request.decidedByName,
  decidedAt: request.decidedAt?.toISOString() ?? null,
  executedAt: request.executedAt?.toISOString() ?? null,
  outcome: request.outcome,
  mayDecide:
    permits(decides, rolesOf(who)) && request.decision === null && request.registeredBy !== who.userId,
  mayExecute:
    permits(executes, rolesOf(who)) && request.decision === 'granted' && request.executedAt === null,
})

/** What people ask about their own data: registered, decided by another person with a reason, carried out. */
export function dataRequestRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/data-requests',
    {
      schema: { summary: '个人信息请求', response: { 200: Type.Array(DataRequestView) } },
      config: { policy: may('read', 'data-request') },
    },
    async (request) => {
      const who = personOf(request)
      return await storeAs(store, request).transaction(async (tx) =>
        (await tx.dataRequests.list()).map((one) => present(one, who, tx.now)),
      )
    },
  )

  app.post(
    '/api/data-requests',
    {
      schema: {
        summary: '登记个人信息请求',
        body: RegisterDataRequest,
        response: { 201: DataRequestView },
      },
      config: { policy: may('register', 'data-request') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const { kind, subject, itemId = null, url = null, demand, receivedAt, handler } = request.body
      if (kind !== 'access' && !itemId && !url)
        throw new InvalidInput('请填写要更正或删除的网址，或从信息上发起', [
          { field: 'url', message: '请填写' },
        ])
      const view = await storeAs(store, request).transaction(async (tx) => {
        if (itemId) await tx.items.get(itemId as Parameters<Tx['items']['get']>[0])
        // Made here: the row's id is bound to the sealed text.
        const id = randomUUID()
        const registered = await tx.dataRequests.register(
          {
            id,
            kind,
            itemId,
            url,
            demand: maskPersonalData(demand),
            subject: config.vault.seal(id, subject),
            receivedAt: receivedAt ? new Date(receivedAt) : tx.now,
            handler,
          },
          by,
        )
        tx.audit.append({
          action: 'data-request.registered',
          subject: { kind: 'data-request', id },
          detail: { number: registered.number, kind, itemId },
        })
        return present(registered, by, tx.now)
      })
      return reply.code(201).send(view)
    },
  )

  app.get(
    '/api/data-requests/:id/subject',
    {
      schema: { summary: '申请人信息（查看即留痕）', params: IdParams, response: { 200: DataSubjectView } },
      config: { policy: may('read', 'data-request') },
    },
    async (request, reply) => {
      const subject = await storeAs(store, request).transaction(async (tx) => {
        const found = await tx.dataRequests.get(request.params.id)
        tx.audit.append({
          action: 'data-request.subject-read',
          subject: { kind: 'data-request', id: found.id },
          detail: { number: found.number },
        })
        return config.vault.open<DataSubject>(found.id, found.subject)
      })
      reply.header('cache-control', 'no-store')
      return subject
    },
  )

  app.post(
    '/api/data-requests/:id/decision',
    {
      schema: {
        summary: '审批个人信息请求（须为登记人以外的人）',
        params: IdParams,
        body: DecideDataRequest,
        response: { 200: DataRequestView },
      },
      config: { policy: decides },
    },
    async (request) => {
      const by = personOf(request)
      const { grant, reason } = request.body
      return await storeAs(store, request).transaction(async (tx) => {
        const decided = await tx.dataRequests.decide(request.params.id, grant, maskPersonalData(reason), by)
        tx.audit.append({
          action: 'data-request.decided',
          subject: { kind: 'data-request', id: decided.id },
          detail: { number: decided.number, granted: grant },
        })
        return present(decided, by, tx.now)
      })
    },
  )

  app.post(
    '/api/data-requests/:id/execution',
    {
      schema: {
        summary: '执行已获准的个人信息请求',
        params: IdParams,
        body: ExecuteDataRequest,
        response: { 200: DataRequestView },
      },
      config: { policy: executes },
    },
    async (request) => {
      const by = personOf(request)
      const { correction } = request.body
      // Whoever asks must see the request; what it deletes only the service may.
      const seen = await storeAs(store, request).transaction((tx) => tx.dataRequests.get(request.params.id))
      return await store.as(self).transaction(async (tx) => {
        const outcome = await execute(tx, seen, correction)
        tx.audit.append(
          {
            action: 'data-request.executed',
            subject: { kind: 'data-request', id: seen.id },
            detail: { number: seen.number, kind: seen.kind, ...outcome },
          },
          by,
        )
        for (const topic of ['items', 'events', 'cases'] as const) tx.announce(topic)
        return present(await tx.dataRequests.get(seen.id), by, tx.now)
      })
    },
  )
}

function execute(tx: Tx, { id, kind }: DataRequest, correction: string | undefined) {
  switch (kind) {
    case 'deletion':
      return tx.dataRequests.executeDeletion(id)
    case 'access':
      return tx.dataRequests.executeAccess(id)
    case 'correction':
      if (!correction)
        throw new InvalidInput('请填写更正后的内容', [{ field: 'correction', message: '请填写' }])
      return tx.dataRequests.executeCorrection(id, maskPersonalData(correction))
  }
}
