import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type {
  AcceptEvent,
  DismissEvent,
  EventRow,
  EventView,
  FeedQuery,
  LockEvent,
  MergeEvents,
  RejectedItemRow,
  SplitEvent,
} from '@huiyin/domain/http/opinion-events'
import type { Decision } from '@huiyin/domain/judgement'
import type { SeverityGrade } from '@huiyin/domain/severity'
import type { Page } from './page.js'
import { get, post, request } from './request.js'

export interface FeedCounts {
  open: number
  dismissed: number
  accepted: number
  rejected: number
  openByGrade: Record<SeverityGrade, number>
}

export const listEvents = (query: FeedQuery, signal?: AbortSignal) =>
  get<Page<EventRow>>('/opinion-events', query, signal)
export const countEvents = () => get<FeedCounts>('/opinion-events/counts')
export const getEvent = (id: string) => get<EventView>(`/opinion-events/${id}`)
export const decideEvent = (id: string, body: Decision, version: string) =>
  request<EventView>('PUT', `/opinion-events/${id}/decision`, { body, headers: { 'if-match': version } })
export const acceptEvent = (id: string, body: AcceptEvent) =>
  post<CaseFileView>(`/opinion-events/${id}/accept`, body)
export const dismissEvent = (id: string, body: DismissEvent) =>
  post<EventView>(`/opinion-events/${id}/dismiss`, body)
export const restoreEvent = (id: string) => post<EventView>(`/opinion-events/${id}/restore`)
export const mergeEvents = (survivorId: string, body: MergeEvents) =>
  post<EventView>(`/opinion-events/${survivorId}/merge`, body)
export const undoMerge = (mergeId: string) => post<EventView>(`/event-merges/${mergeId}/undo`)
/** Answers the event the items are in now. */
export const splitEvent = (id: string, body: SplitEvent) =>
  post<EventView>(`/opinion-events/${id}/split`, body)
export const lockEvent = (id: string, body: LockEvent) =>
  request<EventView>('PUT', `/opinion-events/${id}/lock`, { body })
export const acknowledgeAlarm = (id: string) => post<EventView>(`/opinion-events/${id}/acknowledge-alarm`)
export const listRejected = (query: { cursor?: string | undefined }) =>
  get<Page<RejectedItemRow>>('/rejected-items', query)
/** Opened by the browser in a page of its own. */
export const evidenceAddress = (id: string): string => `/api/opinion-events/${id}/evidence`
export const specialReportAddress = (id: string): string => `/api/opinion-events/${id}/special-report`
