import { randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import { checkUploadName } from '@huiyin/domain/attachment'
import { InvalidInput } from '@huiyin/domain/errors'
import { IdParams, PageQuery } from '@huiyin/domain/http/common'
import {
  ImportChoiceBody,
  type ItemImportLineView,
  ItemImportPage,
  ItemImportView,
} from '@huiyin/domain/http/item-imports'
import {
  type ImportReading,
  importFormatOf,
  importLimitBytes,
  importRefusalsKept,
  isTable,
} from '@huiyin/domain/item-import'
import { checkImport, takeImport } from '@huiyin/domain/job'
import { toCsv } from '@huiyin/domain/text/csv'
import type { ItemImportLine } from '@huiyin/store/item-imports'
import type { Tx } from '@huiyin/store/tx'
import { readFilePart } from '../attachments/read-file-part.js'
import { type Api, type ApiDeps, self } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { may } from '../policy.js'
import { personOf } from '../visitor.js'

const refusalsShown = 100
const tooLarge = `文件超过 ${importLimitBytes / 1024 / 1024} MB，没有上传：请拆成几份；大的网页存档可由管理员用 huiyin import 命令导入`

const presentLine = (line: ItemImportLine): ItemImportLineView => ({
  ...line,
  uploadedAt: line.uploadedAt.toISOString(),
  finishedAt: line.finishedAt?.toISOString() ?? null,
})

async function present(tx: Tx, id: string): Promise<ItemImportView> {
  const { look: _, reading, preview, ...line } = await tx.itemImports.get(id)
  return {
    ...presentLine(line),
    // While it is looked through again, what a person chose stands there and not yet what was read.
    reading: line.state === 'reading' ? null : (reading as ImportReading | null),
    preview,
    refusals: line.rowsRefused > 0 ? await tx.itemImports.refusals(id, refusalsShown) : [],
  }
}

/**
 * 批量导入: a file is sealed as it comes and looked through elsewhere, in a thread that can be killed; only a person's
 * word takes it in. It may speak of anyone, so its table is the services' and these routes are the desk's.
 */
export function itemImportRoutes(app: Api, { store, config }: ApiDeps): void {
  app.get(
    '/api/item-imports',
    {
      schema: { summary: '批量导入记录', querystring: PageQuery, response: { 200: ItemImportPage } },
      config: { policy: may('read', 'item-import') },
    },
    async (request) => {
      const page = await store.as(self).transaction((tx) => tx.itemImports.list(request.query))
      return { ...page, rows: page.rows.map(presentLine) }
    },
  )

  app.get(
    '/api/item-imports/:id',
    {
      schema: {
        summary: '一次导入：预览、进度与结果',
        params: IdParams,
        response: { 200: ItemImportView },
      },
      config: { policy: may('read', 'item-import') },
    },
    async (request) => await store.as(self).transaction((tx) => present(tx, request.params.id)),
  )

  app.put(
    '/api/item-imports/:id/reading',
    {
      schema: {
        summary: '改工作表、表头行或各列的含义，重新核对',
        params: IdParams,
        body: ImportChoiceBody,
        response: { 200: ItemImportView },
      },
      config: { policy: may('create', 'item-import') },
    },
    async (request) => {
      const { id } = request.params
      return await store.as(self).transaction(async (tx) => {
        if (!isTable((await tx.itemImports.lock(id)).format))
          throw new InvalidInput('这种文件的字段由文件自己写明，不用选择列')
        const look = await tx.itemImports.choose(id, request.body)
        tx.enqueue(checkImport, { importId: id, look })
        tx.announce('imports')
        return await present(tx, id)
      })
    },
  )

  app.post(
    '/api/item-imports/:id/confirm',
    {
      schema: { summary: '确认导入', params: IdParams, response: { 200: ItemImportView } },
      config: { policy: may('create', 'item-import') },
    },
    async (request) => {
      const { id } = request.params
      return await store.as(self).transaction(async (tx) => {
        const { preview, rowsTotal } = await tx.itemImports.lock(id)
        await tx.itemImports.confirm(id)
        if (preview?.good === 0)
          throw new InvalidInput('没有一行可以收录：请核对各列的含义，或改正文件后重新上传')
        tx.enqueue(takeImport, { importId: id })
        tx.audit.append(
          {
            action: 'item-import.confirmed',
            subject: { kind: 'item-import', id },
            detail: { rows: rowsTotal },
          },
          personOf(request),
        )
        tx.announce('imports')
        return await present(tx, id)
      })
    },
  )

  app.post(
    '/api/item-imports/:id/cancel',
    {
      schema: { summary: '取消导入；已收录的保留', params: IdParams, response: { 200: ItemImportView } },
      config: { policy: may('create', 'item-import') },
    },
    async (request) => {
      const { id } = request.params
      return await store.as(self).transaction(async (tx) => {
        await tx.itemImports.cancel(id)
        tx.audit.append(
          { action: 'item-import.cancelled', subject: { kind: 'item-import', id } },
          personOf(request),
        )
        tx.announce('imports')
        return await present(tx, id)
      })
    },
  )

  app.get(
    '/api/item-imports/:id/refusals',
    {
      schema: { summary: '没有收录的行及原因（CSV）', params: IdParams, produces: ['text/csv'] },
      config: { policy: may('read', 'item-import') },
    },
    async (request, reply) => {
      const { name, refusals } = await store.as(self).transaction(async (tx) => ({
        name: (await tx.itemImports.get(request.params.id)).name,
        refusals: await tx.itemImports.refusals(request.params.id, importRefusalsKept),
      }))
      const fileName = encodeRfc8187(`${name} 没有收录的行.csv`)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename*=UTF-8''${fileName}`)
        .send(
          toCsv([
            ['行', '列', '原因'],
            ...refusals.map(({ row, column, message }) => [row, column, message]),
          ]),
        )
    },
  )

  // In a scope of its own: only here a form is read.
  app.register(async (scope) => {
    await scope.register(multipart, {
      throwFileSizeLimit: true,
      preservePath: true,
      limits: { fileSize: importLimitBytes, files: 1, fields: 0, parts: 1, headerPairs: 20 },
    })
    const uploads = scope as unknown as Api
    uploads.post(
      '/api/item-imports',
      {
        bodyLimit: importLimitBytes + 64 * 1024,
        schema: {
          summary: '上传要导入的文件（multipart/form-data，一次一个）：xlsx、csv、jsonl、warc、warc.gz',
          response: { 201: ItemImportView },
        },
        config: { policy: may('create', 'item-import') },
      },
      async (request, reply) => {
        const by = personOf(request)
        const { name, bytes } = await readFilePart(request, tooLarge, checkUploadName)
        const format = importFormatOf(name, bytes)
        const id = randomUUID()
        const sealed = config.vault.sealBytes(id, bytes)
        const view = await store.as(self).transaction(async (tx) => {
          await tx.itemImports.add({ id, name, size: bytes.length, format, by, sealed })
          tx.enqueue(checkImport, { importId: id, look: 1 })
          tx.audit.append(
            {
              action: 'item-import.uploaded',
              subject: { kind: 'item-import', id },
              detail: { format, size: bytes.length },
            },
            by,
          )
          tx.announce('imports')
          return await present(tx, id)
        })
        return reply.code(201).send(view)
      },
    )
  })
}
