import { IdParams } from '@huiyin/domain/http/common'
import { DraftView } from '@huiyin/domain/http/drafts'
import { Publication } from '@huiyin/domain/publication'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { readDraft } from '../present/draft.js'
import { publishDraft } from '../publish-draft.js'
import { readDraftSheet } from '../read-draft-sheet.js'
import { personOf, storeAs } from '../visitor.js'

/** How an approved text went out, and the sheet its signatures stand on. */
export function draftPublicationRoutes(app: Api, { store, reports }: ApiDeps): void {
  app.get(
    '/api/drafts/:id/sheet',
    {
      schema: { summary: '文稿审签单（PDF）', params: IdParams, produces: ['application/pdf'] },
      config: { policy: may('read', 'draft') },
    },
    async (request, reply) => {
      const { id } = request.params
      // Setting takes its time: the transaction is over before it starts.
      const sheet = await storeAs(store, request).transaction(async (tx) => {
        const read = await readDraftSheet(tx, id)
        tx.audit.append({
          action: 'draft.sheet-read',
          subject: { kind: 'draft', id },
          detail: { number: read.caseNumber },
        })
        return read
      })
      if (!reports) throw new Unavailable('本机没有安装排版组件，不能生成审签单')
      const pdf = await reports.draftSheet(sheet)
      const fileName = `审签单-${sheet.caseNumber}-${sheet.serial}.pdf`
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename*=UTF-8''${encodeRfc8187(fileName)}`)
        .send(Buffer.from(pdf))
    },
  )

  app.post(
    '/api/drafts/:id/publication',
    {
      schema: {
        summary: '登记发布（终审通过后）',
        params: IdParams,
        body: Publication,
        response: { 200: DraftView },
      },
      config: { policy: may('publish', 'draft') },
    },
    async (request) => {
      const by = personOf(request)
      return await storeAs(store, request).transaction(async (tx) => {
        await publishDraft(tx, request.params.id, request.body, by)
        return await readDraft(tx, request.params.id, by)
      })
    },
  )
}
