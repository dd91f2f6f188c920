import type { AttachmentView, CasePresenceAsk, CasePresenceView } from '@huiyin/domain/http/case-files'
import { get, request, upload } from './request.js'

export const listAttachments = (caseId: string) => get<AttachmentView[]>(`/case-files/${caseId}/attachments`)
export const removeAttachment = (id: string) => request<void>('DELETE', `/attachments/${id}`)
export const addAttachment = (caseId: string, file: File, audience: 'all' | 'desk') =>
  upload<AttachmentView>(`/case-files/${caseId}/attachments`, file, { audience })
export const attachmentUrl = (id: string, preview = false): string =>
  `/api/attachments/${id}${preview ? '?preview=true' : ''}`
export const letterUrl = (caseId: string, entry: number): string =>
  `/api/case-files/${caseId}/letters/${entry}`

export const notePresence = (caseId: string, body: CasePresenceAsk) =>
  request<CasePresenceView>('PUT', `/case-files/${caseId}/presence`, { body })
export const leaveCase = (caseId: string) => request<void>('DELETE', `/case-files/${caseId}/presence`)
