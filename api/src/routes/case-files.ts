import { CaseFileView, CaseQuery, CaseRow } from '@huiyin/domain/http/case-files'
import { IdParams, pageOf } from '@huiyin/domain/http/common'
import type { CaseFileId } from '@huiyin/domain/ids'
import { caseListQuery } from '../case-list-query.js'
import { moveRoutes } from '../case-moves.js'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { presentCaseFile, presentCaseRow } from '../present/case-file.js'
import { regimesOf, rulesNow } from '../rules-in-force.js'
import { refuseStaleCase } from '../stale-case.js'
import { ifMatch, withEtag } from '../versions.js'
import { personOf, storeAs, visitorOf } from '../visitor.js'

/** Whoever said that the accused was checked says it in the audit too. */
const checked = (body: unknown): { accusedChecked?: true } =>
  (body as { accusedChecked?: true } | null)?.accusedChecked ? { accusedChecked: true } : {}

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
        const page = await tx.caseFiles.page(caseListQuery(request.query, tx.now))
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
        const reader = visitorOf(request).actor
        return withEtag(
          reply,
          presentCaseFile(file, { now: tx.now, regimes: regimesOf(await rulesNow(tx, keywords)), reader }),
        )
      }),
  )

  for (const { move, verb, summary, body, take } of moveRoutes)
    app.post(
      `/api/case-files/:id/${verb}`,
      {
        schema: { summary, params: IdParams, body, response: { 200: CaseFileView } },
        config: { policy: may(verb, 'case-file') },
      },
      async (request, reply) => {
        const id = (request.params as { id: string }).id as CaseFileId
        const by = personOf(request)
        return await storeAs(store, request).transaction(async (tx) => {
          const seen = ifMatch(request)
          if (seen) {
            await tx.caseFiles.lock(id)
            refuseStaleCase(seen, await tx.caseFiles.detail(id))
          }
          await take(tx, id, request.body, by)
          tx.announce('cases')
          const file = await tx.caseFiles.detail(id)
          tx.audit.append({
            action: `case.${move}`,
            subject: { kind: 'case-file', id },
            detail: { number: file.number, ...checked(request.body) },
          })
          return withEtag(
            reply,
            presentCaseFile(file, {
              now: tx.now,
              regimes: regimesOf(await rulesNow(tx, keywords)),
              reader: by,
            }),
          )
        })
      },
    )
}
