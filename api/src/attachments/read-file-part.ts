import { InvalidInput } from '@huiyin/domain/errors'
import type { FastifyRequest } from 'fastify'
import { TooLarge } from '../http-errors.js'

/** What the multipart library says in its own words. */
const isOver = (error: unknown): boolean => (error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE'

/**
 * Reads the one file of a request; the stream is cut at the route's limit. `checkName` gives the name its kept form.
 * @throws InvalidInput for a broken form or a name that is not taken, TooLarge with `tooLarge` past the limit.
 */
export async function readFilePart(
  request: FastifyRequest,
  tooLarge: string,
  checkName: (name: string) => string,
): Promise<{ name: string; bytes: Buffer }> {
  const part = request.isMultipart()
    ? await request.file().catch((error: unknown) => {
        throw isOver(error)
          ? new TooLarge(tooLarge)
          : new InvalidInput('上传中断或格式不对，没有保存，请重新上传', [], { cause: String(error) })
      })
    : undefined
  if (!part)
    throw new InvalidInput('没有收到文件，请选择文件后再上传', [{ field: 'file', message: '请选择文件' }])
  try {
    const name = checkName(part.filename)
    return { name, bytes: await part.toBuffer() }
  } catch (error) {
    part.file.resume()
    throw isOver(error) ? new TooLarge(tooLarge) : error
  }
}
