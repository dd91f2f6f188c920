import { DomainError } from '@huiyin/domain/errors'

/** The disk does not take what is to be written, or does not give what is to be read. */
export class DiskRefused extends DomainError {
  override readonly name = 'DiskRefused'
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: '磁盘空间不足，请腾出空间或换到别的磁盘',
  EDQUOT: '超出磁盘配额，请腾出空间或换到别的磁盘',
  EFBIG: '文件过大，该磁盘或系统限制不允许，请换到别的磁盘',
  EACCES: '没有权限，请用启动回音的同一用户执行，或换一个可写的位置',
  EPERM: '没有权限，请用启动回音的同一用户执行，或换一个可写的位置',
  EROFS: '磁盘是只读的，请换一个可写的位置',
  EIO: '磁盘读写出错，请检查磁盘',
  ENOENT: '文件或其上级文件夹不存在',
  ENOTDIR: '路径上有同名文件',
  EISDIR: '这是一个文件夹，请写明文件名',
}

/** What the system's refusal means to whoever runs the command; anything else is handed back as it is. */
export function diskRefusal(doing: string, error: unknown): unknown {
  const { code = '', path, message } = error as NodeJS.ErrnoException
  const reason = error instanceof Error && !(error instanceof DomainError) ? reasons[code] : undefined
  if (!reason) return error
  return new DiskRefused(`${doing}失败：${reason}${path ? `（${path}）` : ''}`, { code, message })
}
