import type {
  CaseClocksView,
  ChooseStart,
  ClockChangeView,
  RequestClockChange,
  ResumeClock,
  WarningView,
} from '@huiyin/domain/http/clocks'
import type { DecideChange } from '@huiyin/domain/http/two-person'
import { get, post } from './request.js'

export const getClocks = (caseId: string) => get<CaseClocksView>(`/case-files/${caseId}/clocks`)
export const requestClockChange = (caseId: string, body: RequestClockChange) =>
  post<ClockChangeView>(`/case-files/${caseId}/clock-changes`, body)
export const decideClockChange = (id: string, body: DecideChange) =>
  post<ClockChangeView>(`/clock-changes/${id}/decision`, body)
export const resumeClock = (caseId: string, body: ResumeClock) =>
  post<CaseClocksView>(`/case-files/${caseId}/resume`, body)
export const chooseStart = (caseId: string, body: ChooseStart) =>
  post<CaseClocksView>(`/case-files/${caseId}/start`, body)
export const listClockChanges = () => get<ClockChangeView[]>('/clock-changes')
export const listWarnings = () => get<WarningView[]>('/deadline-warnings')
