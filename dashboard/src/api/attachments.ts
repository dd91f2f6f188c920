import type { AttachmentView } from '@huiyin/domain/http/case-files'
import { get, request, upload } from './request.js'

/** What papers hang on, by the word of its address. */
type Holder = 'case-files' | 'supervisor-suggestions'

export const listAttachments = (of: Holder, id: string) => get<AttachmentView[]>(`/${of}/${id}/attachments`)
export const removeAttachment = (id: string) => request<void>('DELETE', `/attachments/${id}`)
export const addAttachment = (of: Holder, id: string, file: File, audience: 'all' | 'desk') =>
  upload<AttachmentView>(`/${of}/${id}/attachments`, file, { audience })
export const attachmentUrl = (id: string, preview = false): string =>
  `/api/attachments/${id}${preview ? '?preview=true' : ''}`
