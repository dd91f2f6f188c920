import { IdParams, pageOf } from '@huiyin/domain/http/common'
import {
  BeginDraft,
  DraftQuery,
  DraftRow,
  DraftView,
  MarkDraft,
  RewriteDraft,
} from '@huiyin/domain/http/drafts'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Tx } from '@huiyin/store/tx'
import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { presentDraftRow, readDraft } from '../present/draft.js'
import { beginDraft, markDraft, rewriteDraft, submitDraft } from '../review-draft.js'
import { rulesNow } from '../rules-in-force.js'
import { personOf, storeAs } from '../visitor.js'

type Person = ReturnType<typeof personOf>

const presentRows = async (tx: Tx, drafts: readonly DraftSummary[], reader: Person): Promise<DraftRow[]> => {
  const { rules } = await tx.reviewRules.current()
  const seats = await tx.reviewDrafts.seatsOf(
    drafts.map(({ id }) => id),
    reader.userId,
  )
  return drafts.map((draft) => presentDraftRow(draft, { reader, rules, seat: seats.get(draft.id) ?? null }))
}

/** Texts before they go out: lists, reading, writing, 送审. */
export function draftRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/drafts',
    {
      schema: {
        summary: '文稿：等我审签或办理的、我起草的、未发布的、已发布的',
        querystring: DraftQuery,
        response: { 200: pageOf(DraftRow) },
      },
      config: { policy: may('read', 'draft') },
    },
    async (request) => {
      const reader = personOf(request)
      const { scope = 'waiting', ...paging } = request.query
      return await storeAs(store, request).transaction(async (tx) => {
        const { rules } = await tx.reviewRules.current()
        const page = await tx.reviewDrafts.page({ scope, ...paging }, reader, rules)
        return { ...page, rows: await presentRows(tx, page.rows, reader) }
      })
    },
  )

  app.get(
    '/api/drafts/:id',
    {
      schema: { summary: '文稿、各版本、意见与发布', params: IdParams, response: { 200: DraftView } },
      config: { policy: may('read', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const { caseFile } = await tx.reviewDrafts.summary(request.params.id)
        await tx.audit.walledRead(caseFile.eventId, { via: 'draft' })
        return await readDraft(tx, request.params.id, personOf(request))
      }),
  )

  app.get(
    '/api/case-files/:id/drafts',
    {
      schema: { summary: '本案的文稿', params: IdParams, response: { 200: Type.Array(DraftRow) } },
      config: { policy: may('read', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await tx.caseFiles.seen(request.params.id)
        return await presentRows(tx, await tx.reviewDrafts.ofCase(request.params.id), personOf(request))
      }),
  )

  app.post(
    '/api/case-files/:id/drafts',
    {
      schema: {
        summary: '起草回应稿、专报或降级理由',
        params: IdParams,
        body: BeginDraft,
        response: { 201: DraftView },
      },
      config: { policy: may('write', 'draft') },
    },
    async (request, reply) => {
      const by = personOf(request)
      const view = await storeAs(store, request).transaction(async (tx) => {
        const rules = await rulesNow(tx, keywords)
        return await readDraft(tx, await beginDraft(tx, request.params.id, request.body, { by, rules }), by)
      })
      return reply.code(201).send(view)
    },
  )

  app.post(
    '/api/drafts/:id/versions',
    {
      schema: {
        summary: '修改文稿（存为新版本）',
        params: IdParams,
        body: RewriteDraft,
        response: { 200: DraftView },
      },
      config: { policy: may('write', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await rewriteDraft(tx, request.params.id, request.body, personOf(request))
        return await readDraft(tx, request.params.id, personOf(request))
      }),
  )

  app.put(
    '/api/drafts/:id/disclosure',
    {
      schema: {
        summary: '确定公文公开属性',
        params: IdParams,
        body: MarkDraft,
        response: { 200: DraftView },
      },
      config: { policy: may('mark', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await markDraft(tx, request.params.id, request.body, personOf(request))
        return await readDraft(tx, request.params.id, personOf(request))
      }),
  )

  app.post(
    '/api/drafts/:id/submission',
    {
      schema: { summary: '送审', params: IdParams, response: { 200: DraftView } },
      config: { policy: may('write', 'draft') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        await submitDraft(tx, request.params.id, personOf(request))
        return await readDraft(tx, request.params.id, personOf(request))
      }),
  )
}
