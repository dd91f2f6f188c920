import type { CasePresenceAsk, CasePresenceView } from '@huiyin/domain/http/case-files'
import { request } from './request.js'

export const letterUrl = (caseId: string, entry: number): string =>
  `/api/case-files/${caseId}/letters/${entry}`

export const notePresence = (caseId: string, body: CasePresenceAsk) =>
  request<CasePresenceView>('PUT', `/case-files/${caseId}/presence`, { body })
export const leaveCase = (caseId: string) => request<void>('DELETE', `/case-files/${caseId}/presence`)
