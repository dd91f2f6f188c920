import { type Actor, rolesOf } from '@huiyin/domain/actor'
import { IdParams } from '@huiyin/domain/http/common'
import { AskReveal, DecideReveal, OriginalView, RevealRequestView } from '@huiyin/domain/http/privacy'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import type { Original } from '@huiyin/store/original-vault'
import type { RevealRequest } from '@huiyin/store/reveals'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { Gone } from '../http-errors.js'
import { may, permits } from '../policy.js'
import { assertReasoned } from '../reasoned-refusal.js'
import { personOf, storeAs } from '../visitor.js'

type Person = Actor & { kind: 'user' }

const decides = may('decide', 'reveal-request')
const reads = may('read-original', 'reveal-request')

const present = (request: RevealRequest, who: Person): RevealRequestView => ({
  id: request.id,
  itemId: request.itemId,
  itemTitle: request.itemTitle,
  reason: request.reason,
  requestedBy: request.requestedByName,
  requestedAt: request.requestedAt.toISOString(),
  state: request.state,
  decidedBy: request.decidedByName,
  decidedAt: request.decidedAt?.toISOString() ?? null,
  decisionReason: request.decisionReason,
  expiresAt: request.expiresAt?.toISOString() ?? null,
  readAt: request.readAt?.toISOString() ?? null,
  mayDecide:
    permits(decides, rolesOf(who)) && request.state === 'waiting' && request.requestedBy !== who.userId,
  mayRead: permits(reads, rolesOf(who)) && request.state === 'approved' && request.requestedBy === who.userId,
})

/** Opening an original: one asks and says why, another agrees, the first reads it once within a day. */
export function revealRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/reveal-requests',
    {
      schema: { summary: '查看原文的申请', response: { 200: Type.Array(RevealRequestView) } },
      config: { policy: may('read', 'reveal-request') },
    },
    async (request) => {
      const who = personOf(request)
      const found = await storeAs(store, request).transaction((tx) => tx.reveals.list())
      return found.map((one) => present(one, who))
    },
  )

  app.post(
    '/api/reveal-requests',
    {
      schema: { summary: '申请查看原文', body: AskReveal, response: { 201: RevealRequestView } },
      config: { policy: may('ask', 'reveal-request') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const { itemId, reason } = request.body
      const asked = await storeAs(store, request).transaction(async (tx) => {
        const made = await tx.reveals.ask(itemId, maskPersonalData(reason), by)
        tx.audit.append({
          action: 'reveal.asked',
          subject: { kind: 'reveal-request', id: made.id },
          detail: { itemId },
        })
        return made
      })
      return reply.code(201).send(present(asked, by))
    },
  )

  app.post(
    '/api/reveal-requests/:id/decision',
    {
      schema: {
        summary: '审批查看原文（须为申请人以外的人）',
        params: IdParams,
        body: DecideReveal,
        response: { 200: RevealRequestView },
      },
      config: { policy: decides },
    },
    async (request) => {
      const by = personOf(request)
      const { approve, reason } = request.body
      assertReasoned(request.body)
      const decided = await storeAs(store, request).transaction(async (tx) => {
        const done = await tx.reveals.decide(
          request.params.id,
          approve,
          reason ? maskPersonalData(reason) : null,
          by,
        )
        tx.audit.append({
          action: approve ? 'reveal.approved' : 'reveal.refused',
          subject: { kind: 'reveal-request', id: done.id },
          detail: { itemId: done.itemId },
        })
        return done
      })
      return present(decided, by)
    },
  )

  app.post(
    '/api/reveal-requests/:id/read',
    {
      schema: {
        summary: '查看原文，仅一次',
        params: IdParams,
        response: { 200: OriginalView },
      },
      config: { policy: reads },
    },
    async (request, reply) => {
      const by = personOf(request)
      const original = await storeAs(store, request).transaction(async (tx) => {
        const asked = await tx.reveals.readable(request.params.id, by)
        if (asked.state === 'read') throw new Gone('原文已经查看过一次；如仍需要，请重新申请')
        if (asked.state === 'expired') throw new Gone('获批后 24 小时内未查看，申请已失效；请重新申请')
        const sealed = asked.itemId ? await tx.originals.find(asked.itemId) : null
        if (!asked.itemId || !sealed) throw new Gone('原文已到保存期限或应本人请求删除，不能再查看')
        const opened = config.vault.open<Original>(asked.itemId, sealed)
        await tx.reveals.markRead(asked.id)
        tx.audit.append({
          action: 'reveal.read',
          subject: { kind: 'reveal-request', id: asked.id },
          detail: { itemId: asked.itemId },
        })
        return opened
      })
      reply.header('cache-control', 'no-store')
      return original
    },
  )
}
