import { Type } from 'typebox'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { Unavailable } from '../http-errors.js'
import { may } from '../policy.js'
import { readCaseLetter } from '../read-case-letter.js'
import { storeAs } from '../visitor.js'

const LetterParams = Type.Object({
  id: Type.String({ format: 'uuid' }),
  entry: Type.Integer({ minimum: 1 }),
})

/** 交办单 and 督办单, each from the entry of the history it belongs to. */
export function caseLetterRoutes(app: Api, { store, reports }: ApiDeps): void {
  app.get(
    '/api/case-files/:id/letters/:entry',
    {
      schema: { summary: '交办单、督办单（PDF）', params: LetterParams, produces: ['application/pdf'] },
      config: { policy: may('read', 'case-file') },
    },
    async (request, reply) => {
      const { id, entry } = request.params
      // Setting takes its time: the transaction is over before it starts.
      const letter = await storeAs(store, request).transaction(async (tx) => {
        const read = await readCaseLetter(tx, id, entry)
        tx.audit.append({
          action: 'case.letter-read',
          subject: { kind: 'case-file', id },
          detail: { number: read.caseNumber },
        })
        return read
      })
      if (!reports) throw new Unavailable('本机没有安装排版组件，不能生成交办单、督办单')
      const pdf = await reports.caseLetter(letter)
      const word = letter.kind === 'dispatch' ? '交办单' : '督办单'
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `inline; filename*=UTF-8''${encodeRfc8187(`${word}-${letter.caseNumber}-${letter.serial}.pdf`)}`,
        )
        .send(Buffer.from(pdf))
    },
  )
}
