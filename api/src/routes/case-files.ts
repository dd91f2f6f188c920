import type { AuditAction } from '@huiyin/domain/audit'
import type { CaseAction } from '@huiyin/domain/case-file'
import {
  CaseFileView,
  CaseQuery,
  CaseRow,
  CloseCase,
  DispatchCase,
  NoteCase,
  ReopenCase,
  RespondCase,
} from '@huiyin/domain/http/case-files'
import { IdParams, pageOf } from '@huiyin/domain/http/common'
import type { CaseFileId } from '@huiyin/domain/ids'
import { type Static, type TSchema, Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { type ActionOn, may } from '../policy.js'
import { caseVersion, presentCaseFile, presentCaseRow } from '../present/case-file.js'
import { ifMatch, refuseStale, withEtag } from '../versions.js'
import { personOf, storeAs } from '../visitor.js'

type Verb = Exclude<ActionOn<'case-file'>, 'read'>

const recorded: Record<Verb, AuditAction> = {
  dispatch: 'case.dispatched',
  receive: 'case.received',
  respond: 'case.responded',
  note: 'case.noted',
  close: 'case.closed',
  reopen: 'case.reopened',
}

export function caseFileRoutes(app: Api, { store, keywords }: ApiDeps): void {
  app.get(
    '/api/case-files',
    {
      schema: {
        summary: '案件列表，最紧急的在前',
        querystring: CaseQuery,
        response: { 200: pageOf(CaseRow) },
      },
      config: { policy: may('read', 'case-file') },
    },
    async (request) =>
      await storeAs(store, request).transaction(async (tx) => {
        const page = await tx.caseFiles.page(request.query)
        return { ...page, rows: page.rows.map((file) => presentCaseRow(file, tx.now)) }
      }),
  )

  app.get(
    '/api/case-files/:id',
    {
      schema: { summary: '案件详情', params: IdParams, response: { 200: CaseFileView } },
      config: { policy: may('read', 'case-file') },
    },
    async (request, reply) =>
      await storeAs(store, request).transaction(async (tx) => {
        const file = await tx.caseFiles.detail(request.params.id)
        await tx.audit.walledRead(file.eventId, { via: 'case-file' })
        return withEtag(reply, presentCaseFile(file, tx.now, keywords.regimes))
      }),
  )

  /** Every act on a case file is one route: schema, policy, and the action it appends. */
  const act = <Body extends TSchema>(
    verb: Verb,
    summary: string,
    body: Body,
    toAction: (body: Static<Body>) => CaseAction,
  ) =>
    app.post(
      `/api/case-files/:id/${verb}`,
      {
        schema: { summary, params: IdParams, body, response: { 200: CaseFileView } },
        config: { policy: may(verb, 'case-file') },
      },
      async (request, reply) => {
        const id = (request.params as { id: string }).id as CaseFileId
        const action = toAction(request.body as Static<Body>)
        const by = personOf(request)
        return await storeAs(store, request).transaction(async (tx) => {
          const seen = ifMatch(request)
          if (seen) {
            await tx.caseFiles.lock(id)
            refuseStale(seen, caseVersion(await tx.caseFiles.detail(id)))
          }
          await tx.caseFiles.act(id, action, by)
          tx.announce('cases')
          const file = await tx.caseFiles.detail(id)
          tx.audit.append({
            action: recorded[verb],
            subject: { kind: 'case-file', id },
            detail: { number: file.number },
          })
          return withEtag(reply, presentCaseFile(file, tx.now, keywords.regimes))
        })
      },
    )

  act('dispatch', '交办', DispatchCase, (body) => ({ kind: 'dispatched', ...body }))
  act('receive', '签收', Type.Any(), () => ({ kind: 'received' }))
  act('respond', '登记回应依据', RespondCase, (body) => ({ kind: 'responded', ...body }))
  act('note', '备注', NoteCase, (body) => ({ kind: 'noted', ...body }))
  act('close', '办结', CloseCase, (body) => ({ kind: 'closed', ...body }))
  act('reopen', '重新办理', ReopenCase, (body) => ({ kind: 'reopened', ...body }))
}
