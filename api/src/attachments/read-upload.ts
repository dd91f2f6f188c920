import { attachmentLimitBytes, checkFileName } from '@huiyin/domain/attachment'
import { InvalidInput } from '@huiyin/domain/errors'
import type { FastifyRequest } from 'fastify'
import { TooLarge } from '../http-errors.js'
import { sniffAttachment } from './sniff.js'

/** One uploaded file, looked into. */
export interface Upload {
  name: string
  mediaType: string
  bytes: Buffer
}

const tooLarge = () =>
  new TooLarge(
    `文件超过 ${attachmentLimitBytes / 1024 / 1024} MB，没有保存：请压缩图片、降低清晰度或拆分后再上传`,
    { limit: attachmentLimitBytes },
  )

/** What the multipart library says in its own words. */
const isOver = (error: unknown): boolean => (error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE'

/**
 * Reads the one file of a request; the stream is cut at the limit.
 * @throws InvalidInput for a name or content that is not taken, TooLarge past the limit.
 */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  const part = request.isMultipart()
    ? await request.file().catch((error: unknown) => {
        throw isOver(error)
          ? tooLarge()
          : new InvalidInput('上传中断或格式不对，没有保存，请重新上传', [], { cause: String(error) })
      })
    : undefined
  if (!part)
    throw new InvalidInput('没有收到文件，请选择文件后再上传', [{ field: 'file', message: '请选择文件' }])
  try {
    const name = checkFileName(part.filename)
    const bytes = await part.toBuffer()
    return { name, bytes, mediaType: await sniffAttachment(name, bytes) }
  } catch (error) {
    part.file.resume()
    throw isOver(error) ? tooLarge() : error
  }
}
