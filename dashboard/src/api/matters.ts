import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type {
  AskAmendment,
  CorrectionCheck,
  CorrectMatter,
  MatterCheck,
  MatterCounts,
  MatterQuery,
  MatterReceipt,
  MatterRow,
  MatterView,
  ReceiveAmendment,
  RegisterMatter,
  WrittenMatter,
} from '@huiyin/domain/http/matters'
import type { Page } from './page.js'
import { get, post } from './request.js'

export const listMatters = (query: MatterQuery) => get<Page<MatterRow>>('/matters', query)
export const countMatters = () => get<MatterCounts>('/matters/counts')
export const checkMatter = (body: WrittenMatter) => post<MatterCheck>('/matters/check', body)
export const registerMatter = (body: RegisterMatter) => post<MatterReceipt>('/matters', body)
export const getMatter = (caseId: string) => get<MatterView | null>(`/case-files/${caseId}/matter`)
export const askAmendment = (caseId: string, body: AskAmendment) =>
  post<CaseFileView>(`/case-files/${caseId}/ask-amendment`, body)
export const receiveAmendment = (caseId: string, body: ReceiveAmendment) =>
  post<CaseFileView>(`/case-files/${caseId}/receive-amendment`, body)
export const correctMatter = (caseId: string, body: CorrectMatter) =>
  post<CaseFileView>(`/case-files/${caseId}/correct-matter`, body)
export const checkCorrection = (caseId: string, body: CorrectMatter) =>
  post<CorrectionCheck>(`/case-files/${caseId}/correct-matter/check`, body)
