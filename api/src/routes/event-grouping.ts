import { IdParams } from '@huiyin/domain/http/common'
import { EventView, LockEvent, MergeEvents, SplitEvent } from '@huiyin/domain/http/opinion-events'
import { settleEvent } from '@huiyin/domain/job'
import type { Tx } from '@huiyin/store/tx'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { presentEvent } from '../present/event.js'
import { withEtag } from '../versions.js'
import { personOf, storeAs } from '../visitor.js'

/** What follows from every change of what is in an event: it is judged again, and every list is told. */
function announce(tx: Tx, ...eventIds: string[]): void {
  for (const eventId of eventIds) tx.enqueue(settleEvent, { eventId })
  tx.announce('events')
  tx.announce('items')
}

/** 合并、拆分、锁定, and 知悉 of an alarm. */
export function eventGroupingRoutes(app: Api, { store }: ApiDeps): void {
  app.post(
    '/api/opinion-events/:id/merge',
    {
      schema: { summary: '并入其他事件', params: IdParams, body: MergeEvents, response: { 200: EventView } },
      config: { policy: may('merge', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await tx.events.lockPlacing()
        const merges = await tx.eventMerges.merge(id, request.body.eventIds, by.name)
        await tx.audit.onEvent('event.merged', id, { merged: request.body.eventIds, merges })
        announce(tx, id)
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.post(
    '/api/event-merges/:id/undo',
    {
      schema: { summary: '撤销合并', params: IdParams, response: { 200: EventView } },
      config: { policy: may('merge', 'opinion-event') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await tx.events.lockPlacing()
        const { survivorId, restoredId } = await tx.eventMerges.undo(request.params.id, by.name)
        await tx.audit.onEvent('event.merge-undone', survivorId, { merge: request.params.id, restoredId })
        announce(tx, survivorId, restoredId)
        return await tx.eventViews.detail(survivorId)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.post(
    '/api/opinion-events/:id/split',
    {
      schema: {
        summary: '拆出信息',
        description: '答复信息现在所在的事件。',
        params: IdParams,
        body: SplitEvent,
        response: { 200: EventView },
      },
      config: { policy: may('split', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const { itemIds, into = null } = request.body
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await tx.events.lockPlacing()
        const target = await tx.eventMerges.split(id, itemIds, into, by.name)
        await tx.audit.onEvent('event.split', id, { items: itemIds.length, into: target })
        announce(tx, id, target)
        return await tx.eventViews.detail(target)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.put(
    '/api/opinion-events/:id/lock',
    {
      schema: { summary: '锁定或解除锁定', params: IdParams, body: LockEvent, response: { 200: EventView } },
      config: { policy: may('lock', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const { locked } = request.body
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await tx.eventMerges.setLock(id, locked, by.name)
        await tx.audit.onEvent(locked ? 'event.locked' : 'event.unlocked', id)
        tx.announce('events')
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )

  app.post(
    '/api/opinion-events/:id/acknowledge-alarm',
    {
      schema: { summary: '知悉升温预警', params: IdParams, response: { 200: EventView } },
      config: { policy: may('acknowledge-alarm', 'opinion-event') },
    },
    async (request, reply) => {
      const { id } = request.params
      const by = personOf(request)
      const event = await storeAs(store, request).transaction(async (tx) => {
        await tx.eventViews.lock(id)
        if (await tx.eventHeat.acknowledge(id, by.name)) {
          await tx.audit.onEvent('event.alarm-acknowledged', id)
          tx.announce('events')
        }
        return await tx.eventViews.detail(id)
      })
      return withEtag(reply, presentEvent(event))
    },
  )
}
