import { InvalidInput } from './errors.js'

/** One paper of a case; larger recordings stay where they are and are named in a note. */
export const attachmentLimitBytes = 20 * 1024 * 1024
/** Papers of one case file. */
export const attachmentsPerCase = 100

/**
 * What may be attached: papers, tables, pictures and sound as offices exchange them, by extension. Old Office files
 * hide macros behind one signature for all, and archives hide anything: both are refused with what to do instead.
 */
export const attachmentTypes: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  ofd: 'application/ofd',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  mp3: 'audio/mpeg',
  m4a: 'audio/x-m4a',
  mp4: 'video/mp4',
  txt: 'text/plain',
  csv: 'text/csv',
}
export const attachmentTypeWords = 'PDF、OFD、Word（docx）、Excel（xlsx）、PPT（pptx）、图片、MP3、MP4、文本'

/** Pictures a page may show without handing the file over. */
export const previewTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

const refuse = (message: string): never => {
  throw new InvalidInput(message, [{ field: 'file', message }])
}

/** One name for each extension: `.JPEG` is `jpg`. */
export function extensionOf(name: string): string {
  const extension = name.includes('.') ? (name.split('.').at(-1) ?? '').toLowerCase() : ''
  return extension === 'jpeg' ? 'jpg' : extension
}

/** Device names Windows keeps for itself, with any extension. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/**
 * A file's name as it may be kept and handed out again: nothing is taken off it in silence.
 * @throws InvalidInput for paths, marks that are not seen, names Windows cannot store, and types that are not taken.
 */
export function checkFileName(name: string): string {
  const plain = checkUploadName(name)
  checkExtension(extensionOf(plain))
  return plain
}

/** The same for a file that is read and not handed out again: its content is looked into elsewhere. @throws InvalidInput */
export function checkUploadName(name: string): string {
  const plain = name.normalize('NFC').trim()
  const shown = plain.replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, 60)
  if (plain === '') refuse('文件没有名称，请命名后再上传')
  if (/[/\\]/.test(plain) || plain.includes('..'))
    refuse(`文件名“${shown}”含有路径（/、\\ 或 ..），已拒绝：请改成普通文件名后再上传`)
  if (/[\p{Cc}\p{Cf}<>:"|?*]/u.test(plain))
    refuse(`文件名“${shown}”含有不可见字符或 < > : " | ? *，请改名后再上传`)
  if (reserved.test(plain) || plain.startsWith('.') || plain.endsWith('.'))
    refuse(`文件名“${shown}”不能用，请改名后再上传`)
  if ([...plain].length > 120) refuse('文件名超过 120 个字，请缩短后再上传')
  return plain
}

const programs =
  /^(exe|com|scr|bat|cmd|ps1|msi|dll|vbs?|jse?|wsf|hta|jar|sh|py|php|apk|app|lnk|reg|html?|svg|xml)$/

function checkExtension(extension: string): void {
  if (extension in attachmentTypes) return
  if (programs.test(extension)) refuse(`不接收程序、脚本和网页文件（.${extension}）`)
  if (/^(zip|rar|7z|tar|gz|tgz|bz2|xz|iso)$/.test(extension))
    refuse(`不接收压缩包（.${extension}）：请解压后逐个上传`)
  if (/^(docm|xlsm|pptm|dotm|xltm|xlsb)$/.test(extension))
    refuse(`不接收含宏的 Office 文件（.${extension}）：请另存为不含宏的格式`)
  if (/^(doc|xls|ppt|wps|et|dps)$/.test(extension))
    refuse(`旧版 Office 和 WPS 文件（.${extension}）可能含宏，不接收：请另存为 docx、xlsx、pptx 或 PDF`)
  refuse(
    `不接收这种文件${extension ? `（.${extension}）` : '（没有扩展名）'}，可以上传：${attachmentTypeWords}`,
  )
}
