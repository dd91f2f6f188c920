import { attachmentTypes, attachmentTypeWords, extensionOf } from '@huiyin/domain/attachment'
import { InvalidInput } from '@huiyin/domain/errors'
import { fileTypeFromBuffer } from 'file-type'

const refuse = (message: string): never => {
  throw new InvalidInput(message, [{ field: 'file', message }])
}

const holds = (bytes: Buffer, text: string): boolean => bytes.includes(text, 0, 'latin1')

/** Names of parts stand in the clear in a zip's directory, compressed or not. */
function checkParts(name: string, bytes: Buffer): void {
  if (holds(bytes, 'vbaProject.bin') || holds(bytes, 'vbaData.xml'))
    refuse(`“${name}”含有宏，已拒绝：请另存为不含宏的文件后再上传`)
  if (/(?:\.exe|\.dll|\.bat|\.cmd|\.vbs|\.ps1|\.scr)PK/i.test(bytes.toString('latin1')))
    refuse(`“${name}”里夹带程序文件，已拒绝`)
}

/** Text in one of the two encodings offices use, and not a script or a page in disguise. */
function checkText(name: string, bytes: Buffer): void {
  const decodes = ['utf-8', 'gb18030'].some((encoding) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes)
      return true
    } catch {
      return false
    }
  })
  if (!decodes || bytes.includes(0)) refuse(`“${name}”不是文本文件，请核对后再上传`)
  const head = bytes.subarray(0, 512).toString('latin1').trimStart().toLowerCase()
  if (/^(#!|<\?|<!doctype|<html|<script|<svg|@echo|mz)/.test(head))
    refuse(`“${name}”是脚本或网页，不接收这类文件`)
}

/** A PDF that starts something by itself when opened. */
function checkPdf(name: string, bytes: Buffer): void {
  if (/\/(JavaScript|JS|Launch|EmbeddedFile)[\s/(<[]/.test(bytes.toString('latin1')))
    refuse(`“${name}”含有脚本、启动命令或夹带文件，已拒绝：请重新导出为普通 PDF`)
}

/**
 * Looks into a file: its content decides what it is, and its name must say the same.
 * @returns the media type it is handed out with.
 * @throws InvalidInput saying what the content is and what to do.
 */
export async function sniffAttachment(name: string, bytes: Buffer): Promise<string> {
  if (bytes.length === 0) refuse(`“${name}”是空文件，请核对后再上传`)
  const extension = extensionOf(name)
  const found = await fileTypeFromBuffer(bytes)
  if (extension === 'txt' || extension === 'csv') {
    if (found) refuse(`“${name}”的内容不是文本，而是 ${found.ext}，已拒绝`)
    checkText(name, bytes)
    return attachmentTypes[extension] ?? 'text/plain'
  }
  if (!found) return refuse(`“${name}”的内容不是 ${extension} 文件，已拒绝。可以上传：${attachmentTypeWords}`)
  // OFD is a zip whose first part is OFD.xml; the library calls it by its container.
  const content = found.ext === 'zip' && holds(bytes, 'OFD.xml') ? 'ofd' : found.ext
  if (content !== extension)
    refuse(`“${name}”的扩展名是 .${extension}，内容却是 ${content}，已拒绝：请核对文件后再上传`)
  if (['docx', 'xlsx', 'pptx', 'ofd'].includes(extension)) checkParts(name, bytes)
  if (extension === 'pdf') checkPdf(name, bytes)
  return attachmentTypes[extension] ?? 'application/octet-stream'
}
