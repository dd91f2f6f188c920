import { CaseFileView } from '@huiyin/domain/http/case-files'
import { IdParams, pageOf } from '@huiyin/domain/http/common'
import { AcceptEvent, DismissEvent, EventRow, EventView, FeedQuery } from '@huiyin/domain/http/opinion-events'
import { Decision } from '@huiyin/domain/judgement'
import { oneOf } from '@huiyin/domain/literal'
import { severityGrades } from '@huiyin/domain/severity'
import type { EventSummary } from '@huiyin/store/event-views'
import type { Tx } from '@huiyin/store/tx'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { acceptEvent } from '../accept-event.js'
import { decideEvent } from '../decide-event.js'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { presentCaseFile } from '../present/case-file.js'
import { eventVersion, presentEvent, presentEventRow } from '../present/event.js'
import { prospectiveDueAt } from '../prospective-due.js'
import { regimesOf, rulesNow } from '../rules-in-force.js'
import { ifMatch, refuseStale, withEtag } from '../versions.js'
import { personOf, storeAs } from '../visitor.js'

const EventCounts = Type.Object({
  open: Type.Integer(),
  dismissed: Type.Integer(),
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  openByGrade: Type.Record(oneOf(severityGrades), Type.Integer()),
})

/** Locks the event and refuses when the caller decided on an older view of it. */
async function lockUnchanged(tx: Tx, id: string, request: FastifyRequest): Promise<void> {
  const seen = ifMatch(request)
  if (!seen) return
  await tx.eventViews.lock(id)
  refuseStale(seen, eventVersion(await tx.eventViews.detail(id)))
}

export function opinionEventRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/opinion-events',
    {
      schema: { summary: '每日信息流', querystring: FeedQuery, response: { 200: pageOf(EventRow) } },
      config: { policy: may('read', 'opinion-event') },
    },
    async (request) => {
      const { page, rules } = await storeAs(store, request).transaction(async (tx) => ({
        page: await tx.eventViews.page(request.query),
        rules: (await tx.jurisdiction.find()) ? await rulesNow(tx, keywords) : null,
      }))
      const dueAt = (event: EventSummary) => (rules ? prospectiveDueAt(event, rules) : null)
      return { ...page, rows: page.rows.map((event) => presentEventRow(event, dueAt(event))) }
    },
  )

  app.get(
    '/api/opinion-events/counts',
    {
      schema: { summary: '各状态事件数', response: { 200: EventCounts } },
      config: { policy: may('read', 'opinion-event') },
    },
    async (request) => await storeAs(store, request).transaction((tx) => tx.eventViews.counts()),
  )

  app.get(
    '/api/opinion-events/:id',
    {
      schema: { summary: '事件详情', params: IdParams, response: { 200: EventView } },
      config: { policy: may('read', 'opinion-event') },
    },
    async (request, reply) => {
      const event = await storeAs(store, request).transaction(async (tx) => {
        const id = await tx.eventMerges.survivorOf(request.params.id)
        await tx.audit.walledRead(id, { via: 'event' })
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.put(
    '/api/opinion-events/:id/decision',
    {
      schema: { summary: '改定等级或单位', params: IdParams, body: Decision, response: { 200: EventView } },
      config: { policy: may('decide', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await lockUnchanged(tx, id, request)
        await decideEvent(tx, id, request.body, keywords, by)
        const { grade, unitCode, accusedChecked } = request.body
        await tx.audit.onEvent('event.decided', id, { grade, unitCode, accusedChecked })
        tx.announce('events')
        tx.announce('cases')
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.post(
    '/api/opinion-events/:id/accept',
    {
      schema: { summary: '受理', params: IdParams, body: AcceptEvent, response: { 201: CaseFileView } },
      config: { policy: may('accept', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const by = personOf(request)
      const view = await storeAs(store, request).transaction(async (tx) => {
        await lockUnchanged(tx, id, request)
        const caseFileId = await acceptEvent(tx, id, request.body, keywords, by)
        const { accusedChecked } = request.body
        await tx.audit.onEvent('event.accepted', id, { caseFileId, accusedChecked })
        tx.announce('events')
        tx.announce('cases')
        return presentCaseFile(await tx.caseFiles.detail(caseFileId), {
          now: tx.now,
          regimes: regimesOf(await rulesNow(tx, keywords)),
          reader: by,
        })
      })
      return reply.code(201).send(withEtag(reply, view))
    },
  )

  app.post(
    '/api/opinion-events/:id/dismiss',
    {
      schema: { summary: '不予受理', params: IdParams, body: DismissEvent, response: { 200: EventView } },
      config: { policy: may('dismiss', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const event = await storeAs(store, request).transaction(async (tx) => {
        await lockUnchanged(tx, id, request)
        await tx.eventViews.dismiss(id, request.body.reason)
        await tx.audit.onEvent('event.dismissed', id)
        tx.announce('events')
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.post(
    '/api/opinion-events/:id/restore',
    {
      schema: { summary: '撤销不予受理', params: IdParams, response: { 200: EventView } },
      config: { policy: may('restore', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const event = await storeAs(store, request).transaction(async (tx) => {
        await lockUnchanged(tx, id, request)
        await tx.eventViews.restore(id)
        await tx.audit.onEvent('event.restored', id)
        tx.announce('events')
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )
}
