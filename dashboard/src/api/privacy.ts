import type {
  AskReveal,
  DataRequestView,
  DataSubjectView,
  DecideDataRequest,
  DecideReveal,
  ExecuteDataRequest,
  OriginalView,
  PrivacyView,
  RegisterDataRequest,
  RevealRequestView,
} from '@huiyin/domain/http/privacy'
import { get, post } from './request.js'

export const getPrivacy = () => get<PrivacyView>('/privacy')

export const listReveals = () => get<RevealRequestView[]>('/reveal-requests')
export const askReveal = (body: AskReveal) => post<RevealRequestView>('/reveal-requests', body)
export const decideReveal = (id: string, body: DecideReveal) =>
  post<RevealRequestView>(`/reveal-requests/${id}/decision`, body)
export const readOriginal = (id: string) => post<OriginalView>(`/reveal-requests/${id}/read`)

export const listDataRequests = () => get<DataRequestView[]>('/data-requests')
export const registerDataRequest = (body: RegisterDataRequest) =>
  post<DataRequestView>('/data-requests', body)
export const getDataSubject = (id: string) => get<DataSubjectView>(`/data-requests/${id}/subject`)
export const decideDataRequest = (id: string, body: DecideDataRequest) =>
  post<DataRequestView>(`/data-requests/${id}/decision`, body)
export const executeDataRequest = (id: string, body: ExecuteDataRequest) =>
  post<DataRequestView>(`/data-requests/${id}/execution`, body)
