import { createHash, randomUUID } from 'node:crypto'
import multipart from '@fastify/multipart'
import { attachmentLimitBytes, previewTypes } from '@huiyin/domain/attachment'
import { actingUnit } from '@huiyin/domain/case-acting'
import { InvalidInput } from '@huiyin/domain/errors'
import { AttachmentView } from '@huiyin/domain/http/case-files'
import { IdParams } from '@huiyin/domain/http/common'
import { oneOf } from '@huiyin/domain/literal'
import type { Attachment } from '@huiyin/store/attachments'
import { Type } from 'typebox'
import { holderOf, holders, subjectOf } from '../attachments/holders.js'
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

/** Papers of cases and suggestions: looked into, sealed, and handed out only to be saved. */
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

    for (const holder of Object.values(holders)) {
      app.get(
        holder.path,
        {
          schema: {
            summary: `${holder.what}的附件`,
            params: IdParams,
            response: { 200: Type.Array(AttachmentView) },
          },
          config: { policy: may('read', 'attachment') },
        },
        async (request) =>
          await storeAs(store, request).transaction(async (tx) => {
            const { id } = request.params as { id: string }
            await holder.seen(tx, id)
            const files = await tx.attachments.of(holder.on(id))
            return files.map((file) => present(file, personOf(request)))
          }),
      )

      app.post(
        holder.path,
        {
          bodyLimit: attachmentLimitBytes + 64 * 1024,
          schema: {
            summary: `上传${holder.what}的附件（multipart/form-data，一次一个文件）`,
            params: IdParams,
            querystring: Type.Object({ audience: Type.Optional(oneOf(['all', 'desk'])) }),
            response: { 201: AttachmentView },
          },
          config: { policy: may('add', 'attachment') },
        },
        async (request, reply) => {
          const by = personOf(request)
          const { id: heldBy } = request.params as { id: string }
          const { audience = 'all' } = request.query as { audience?: 'all' | 'desk' }
          // Whoever may not see the case or the suggestion sends nothing.
          await storeAs(store, request).transaction((tx) => holder.seen(tx, heldBy))
          if (audience === 'desk' && actingUnit(by) !== null)
            throw new InvalidInput('只有值班员和领导可以上传仅内部可见的附件')
          const { name, mediaType, bytes } = await readUpload(request)
          const id = randomUUID()
          // Answered after the commit: whoever hears of it finds it.
          const view = await storeAs(store, request).transaction(async (tx) => {
            await holder.added(tx, heldBy, { attachmentId: id, name, audience }, by)
            await tx.attachments.add({
              id,
              on: holder.on(heldBy),
              name,
              mediaType,
              size: bytes.length,
              sha256: createHash('sha256').update(bytes).digest('hex'),
              audience: audience === 'desk' ? [] : null,
              addedBy: by.name,
              addedById: by.userId,
              sealed: config.vault.sealBytes(id, bytes),
            })
            const file = await tx.attachments.find(id)
            tx.audit.append({
              action: 'attachment.added',
              subject: subjectOf(file),
              detail: { attachment: id, size: bytes.length },
            })
            tx.announce(holder.topic)
            return present(file, by)
          })
          return reply.code(201).send(view)
        },
      )
    }

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
          const file = await tx.attachments.find(request.params.id)
          tx.audit.append({
            action: 'attachment.read',
            subject: subjectOf(file),
            detail: { attachment: file.id },
          })
          return { file, sealed: await tx.attachments.content(file.id) }
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
          const file = await tx.attachments.find(request.params.id)
          await tx.attachments.remove(file.id, by.name)
          await holderOf(file).removed(tx, file, by)
          tx.audit.append({
            action: 'attachment.removed',
            subject: subjectOf(file),
            detail: { attachment: file.id },
          })
          tx.announce(holderOf(file).topic)
        })
        return reply.code(204).send(null)
      },
    )
  })
}
