import type {
  AnswerWording,
  BeginDraft,
  DraftRow,
  DraftScope,
  DraftView,
  GiveVerdict,
  MarkDraft,
  ReviewRulesView,
  RewriteDraft,
  SeekWording,
  SetReviewRules,
  WordingRequestView,
} from '@huiyin/domain/http/drafts'
import type { Publication } from '@huiyin/domain/publication'
import type { Page } from './page.js'
import { get, post, request } from './request.js'

export const listDrafts = (scope: DraftScope, cursor?: string) =>
  get<Page<DraftRow>>('/drafts', { scope, cursor, limit: 50 })
export const draftsOfCase = (caseId: string) => get<DraftRow[]>(`/case-files/${caseId}/drafts`)
export const getDraft = (id: string) => get<DraftView>(`/drafts/${id}`)
export const beginDraft = (caseId: string, body: BeginDraft) =>
  post<DraftView>(`/case-files/${caseId}/drafts`, body)
export const rewriteDraft = (id: string, body: RewriteDraft) =>
  post<DraftView>(`/drafts/${id}/versions`, body)
export const markDraft = (id: string, body: MarkDraft) =>
  request<DraftView>('PUT', `/drafts/${id}/disclosure`, { body })
export const submitDraft = (id: string) => post<DraftView>(`/drafts/${id}/submission`)
export const withdrawDraft = (id: string, reason: string) =>
  post<DraftView>(`/drafts/${id}/withdrawal`, { reason })
export const giveVerdict = (id: string, body: GiveVerdict) => post<DraftView>(`/drafts/${id}/verdict`, body)
export const seekWording = (id: string, body: SeekWording) => post<DraftView>(`/drafts/${id}/wordings`, body)
export const overruleWording = (id: string, unitCode: string, reason: string) =>
  post<DraftView>(`/drafts/${id}/wording-overrule`, { unitCode, reason })
export const publishDraft = (id: string, body: Publication) =>
  post<DraftView>(`/drafts/${id}/publication`, body)
export const getWordingRequests = () => get<WordingRequestView[]>('/wording-requests')
export const answerWording = (id: string, body: AnswerWording) =>
  post<WordingRequestView>(`/wording-requests/${id}/answer`, body)
export const setReviewRules = (body: SetReviewRules) =>
  request<ReviewRulesView>('PUT', '/review-rules', { body })
export const getReviewRules = () => get<ReviewRulesView>('/review-rules')
