import { attachmentLimitBytes, checkFileName } from '@huiyin/domain/attachment'
import type { FastifyRequest } from 'fastify'
import { readFilePart } from './read-file-part.js'
import { sniffAttachment } from './sniff.js'

/** One uploaded file, looked into. */
export interface Upload {
  name: string
  mediaType: string
  bytes: Buffer
}

const tooLarge = `文件超过 ${attachmentLimitBytes / 1024 / 1024} MB，没有保存：请压缩图片、降低清晰度或拆分后再上传`

/**
 * Reads the one paper of a request.
 * @throws InvalidInput for a name or content that is not taken, TooLarge past the limit.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const { name, bytes } = await readFilePart(request, tooLarge, checkFileName)
  return { name, bytes, mediaType: await sniffAttachment(name, bytes) }
}
