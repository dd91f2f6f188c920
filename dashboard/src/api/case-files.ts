import type {
  CaseFileView,
  CaseQuery,
  CaseRow,
  CloseCase,
  DispatchCase,
  NoteCase,
  ReopenCase,
  RespondCase,
} from '@huiyin/domain/http/case-files'
import type { Page } from './page.js'
import { get, post } from './request.js'

export const listCases = (query: CaseQuery) => get<Page<CaseRow>>('/case-files', query)
export const getCase = (id: string) => get<CaseFileView>(`/case-files/${id}`)
export const dispatchCase = (id: string, body: DispatchCase) =>
  post<CaseFileView>(`/case-files/${id}/dispatch`, body)
export const receiveCase = (id: string) => post<CaseFileView>(`/case-files/${id}/receive`)
export const respondCase = (id: string, body: RespondCase) =>
  post<CaseFileView>(`/case-files/${id}/respond`, body)
export const noteCase = (id: string, body: NoteCase) => post<CaseFileView>(`/case-files/${id}/note`, body)
export const closeCase = (id: string, body: CloseCase) => post<CaseFileView>(`/case-files/${id}/close`, body)
export const reopenCase = (id: string, body: ReopenCase) =>
  post<CaseFileView>(`/case-files/${id}/reopen`, body)
