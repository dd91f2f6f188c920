import { createHash, randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import { attachmentLimitBytes, previewTypes } from '@huiyin/domain/attachment'
import { actingUnit } from '@huiyin/domain/case-acting'
import { InvalidInput } from '@huiyin/domain/errors'
import { AttachmentView } from '@huiyin/domain/http/case-files'
import { IdParams } from '@huiyin/domain/http/common'
import type { CaseFileId } from '@huiyin/domain/ids'
import { oneOf } from '@huiyin/domain/literal'
import type { Attachment } from '@huiyin/store/case-attachments'
import { Type } from 'typebox'
import { readUpload } from '../attachments/read-upload.js'
import type { Api, ApiDeps } from '../deps.js'
import { encodeRfc8187 } from '../file-names.js'
import { may } from '../policy.js'
import { personOf, storeAs } from '../visitor.js'

const present = (file: Attachment, reader: ReturnType<typeof personOf>): AttachmentView => ({
  id: file.id,
  name: file.name,
  mediaType: file.mediaType,
  size: file.size,
  sha256: file.sha256,
  preview: previewTypes.includes(file.mediaType),
  restricted: file.audience !== null,
  addedBy: file.addedBy,
  addedAt: file.addedAt.toISOString(),
  removedAt: file.removedAt?.toISOString() ?? null,
  removedBy: file.removedBy,
  removable: file.removedAt === null && (actingUnit(reader) === null || file.addedById === reader.userId),
})

/** Papers of a case: looked into, sealed, and handed out only to be saved. */
export function attachmentRoutes(api: Api, { store, config }: ApiDeps): void {
  // In a scope of its own: nothing else here reads anything but JSON.
  api.register(async (scope) => {
    await scope.register(multipart, {
      throwFileSizeLimit: true,
      // Else the library takes `..\..\` off a name in silence; we refuse it in words.
      preservePath: true,
      limits: { fileSize: attachmentLimitBytes, files: 1, fields: 0, parts: 1, headerPairs: 20 },
    })
    const app = scope as unknown as Api

    app.get(
      '/api/case-files/:id/attachments',
      {
        schema: { summary: '案件的附件', params: IdParams, response: { 200: Type.Array(AttachmentView) } },
        config: { policy: may('read', 'attachment') },
      },
      async (request) =>
        await storeAs(store, request).transaction(async (tx) => {
          await tx.caseFiles.seen(request.params.id)
          const files = await tx.caseAttachments.of(request.params.id)
          return files.map((file) => present(file, personOf(request)))
        }),
    )

    app.post(
      '/api/case-files/:id/attachments',
      {
        bodyLimit: attachmentLimitBytes + 64 * 1024,
        schema: {
          summary: '上传附件（multipart/form-data，一次一个文件）',
          params: IdParams,
          querystring: Type.Object({ audience: Type.Optional(oneOf(['all', 'desk'])) }),
          response: { 201: AttachmentView },
        },
        config: { policy: may('add', 'attachment') },
      },
      async (request, reply) => {
        const by = personOf(request)
        const caseFileId = request.params.id as CaseFileId
        const audience = request.query.audience ?? 'all'
        // Whoever may not see the case sends nothing.
        await storeAs(store, request).transaction((tx) => tx.caseFiles.seen(caseFileId))
        if (audience === 'desk' && actingUnit(by) !== null)
          throw new InvalidInput('只有值班员和领导可以上传仅内部可见的附件')
        const { name, mediaType, bytes } = await readUpload(request)
        const id = randomUUID()
        // Answered after the commit: whoever hears of it finds it.
        const view = await storeAs(store, request).transaction(async (tx) => {
          await tx.caseFiles.act(caseFileId, { kind: 'attached', attachmentId: id, name, audience }, by)
          await tx.caseAttachments.add({
            id,
            caseFileId,
            name,
            mediaType,
            size: bytes.length,
            sha256: createHash('sha256').update(bytes).digest('hex'),
            audience: audience === 'desk' ? [] : null,
            addedBy: by.name,
            addedById: by.userId,
            sealed: config.vault.sealBytes(id, bytes),
          })
          tx.audit.append({
            action: 'attachment.added',
            subject: { kind: 'case-file', id: caseFileId },
            detail: { attachment: id, size: bytes.length },
          })
          tx.announce('cases')
          return present(await tx.caseAttachments.find(id), by)
        })
        return reply.code(201).send(view)
      },
    )

    app.get(
      '/api/attachments/:id',
      {
        schema: {
          summary: '下载附件；图片可以预览',
          params: IdParams,
          querystring: Type.Object({ preview: Type.Optional(Type.Boolean()) }),
          produces: ['application/octet-stream'],
        },
        config: { policy: may('read', 'attachment') },
      },
      async (request, reply) => {
        const { file, sealed } = await storeAs(store, request).transaction(async (tx) => {
          const file = await tx.caseAttachments.find(request.params.id)
          tx.audit.append({
            action: 'attachment.read',
            subject: { kind: 'case-file', id: file.caseFileId },
            detail: { attachment: file.id },
          })
          return { file, sealed: await tx.caseAttachments.content(file.id) }
        })
        const inline = request.query.preview === true && previewTypes.includes(file.mediaType)
        return reply
          .type(file.mediaType)
          .header(
            'content-disposition',
            `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeRfc8187(file.name)}`,
          )
          .header('content-security-policy', "default-src 'none'; sandbox")
          .header('x-content-type-options', 'nosniff')
          .send(config.vault.openBytes(file.id, sealed))
      },
    )

    app.delete(
      '/api/attachments/:id',
      {
        schema: { summary: '移除附件', params: IdParams, response: { 204: Type.Null() } },
        config: { policy: may('remove', 'attachment') },
      },
      async (request, reply) => {
        const by = personOf(request)
        await storeAs(store, request).transaction(async (tx) => {
          const file = await tx.caseAttachments.find(request.params.id)
          await tx.caseAttachments.remove(file.id, by.name)
          await tx.caseFiles.detach(file.caseFileId as CaseFileId, file.id, by)
          tx.audit.append({
            action: 'attachment.removed',
            subject: { kind: 'case-file', id: file.caseFileId },
            detail: { attachment: file.id },
          })
          tx.announce('cases')
        })
        return reply.code(204).send(null)
      },
    )
  })
}
