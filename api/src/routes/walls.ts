import { rolesOf } from '@huiyin/domain/actor'
import { IdParams } from '@huiyin/domain/http/common'
import { DecideChange } from '@huiyin/domain/http/two-person'
import { EventWallView, RequestWallChange, WallChangeView } from '@huiyin/domain/http/walls'
import type { WallChange } from '@huiyin/store/wall-changes'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may, permits } from '../policy.js'
import { assertReasoned } from '../reasoned-refusal.js'
import { personOf, storeAs } from '../visitor.js'

const decides = may('decide', 'wall-change')

/** The confidentiality wall by hand: asked for by the desk, confirmed by a leader or the office, never by one person. */
export function wallChangeRoutes(app: Api, { store }: ApiDeps): void {
  const present = (request: FastifyRequest) => {
    const actor = personOf(request)
    const holds = permits(decides, rolesOf(actor))
    return ({ requestedById, requestedAt, decidedAt, ...change }: WallChange): WallChangeView => ({
      ...change,
      requestedAt: requestedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      mayDecide: holds && change.state === 'pending' && requestedById !== actor.userId,
    })
  }

  app.get(
    '/api/opinion-events/:id/wall',
    {
      schema: { summary: '事件的隔离情况', params: IdParams, response: { 200: EventWallView } },
      config: { policy: may('read', 'wall-change') },
    },
    async (request) => {
      const { units, changes } = await storeAs(store, request).transaction((tx) =>
        tx.wallChanges.ofEvent(request.params.id),
      )
      return { units, changes: changes.map(present(request)) }
    },
  )

  app.post(
    '/api/opinion-events/:id/wall-changes',
    {
      schema: {
        summary: '申请设置或解除隔离',
        params: IdParams,
        body: RequestWallChange,
        response: { 201: WallChangeView },
      },
      config: { policy: may('request', 'wall-change') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const change = await storeAs(store, request).transaction(async (tx) => {
        const asked = await tx.wallChanges.request(request.params.id, request.body, by)
        tx.audit.append({
          action: 'wall.asked',
          subject: { kind: 'opinion-event', id: asked.event.id },
          detail: { change: asked.id, direction: asked.direction, unit: asked.unit.code },
        })
        tx.announce('events')
        tx.announce('cases')
        return asked
      })
      return reply.code(201).send(present(request)(change))
    },
  )

  app.get(
    '/api/wall-changes',
    {
      schema: { summary: '待确认的隔离申请', response: { 200: Type.Array(WallChangeView) } },
      config: { policy: may('read', 'wall-change') },
    },
    async (request) =>
      (await storeAs(store, request).transaction((tx) => tx.wallChanges.pending())).map(present(request)),
  )

  app.post(
    '/api/wall-changes/:id/decision',
    {
      schema: {
        summary: '确认或不同意隔离申请（须为申请人以外的人）',
        params: IdParams,
        body: DecideChange,
        response: { 200: WallChangeView },
      },
      config: { policy: decides },
    },
    async (request) => {
      const by = personOf(request)
      assertReasoned(request.body)
      const change = await storeAs(store, request).transaction(async (tx) => {
        const decided = await tx.wallChanges.decide(request.params.id, request.body, by)
        tx.audit.append({
          action: request.body.approve ? 'wall.approved' : 'wall.refused',
          subject: { kind: 'opinion-event', id: decided.event.id },
          detail: { change: decided.id, direction: decided.direction, unit: decided.unit.code },
        })
        tx.announce('events')
        tx.announce('cases')
        return decided
      })
      return present(request)(change)
    },
  )
}
