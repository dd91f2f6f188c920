import type {
  CalendarPreview,
  CalendarView,
  ImportCalendar,
  ImportedCalendar,
  RequestRegimeChoice,
  RequestRegimeEdit,
  RuleChangeView,
  RulesView,
} from '@huiyin/domain/http/rules'
import type { DecideChange } from '@huiyin/domain/http/two-person'
import { get, post } from './request.js'

export const getRules = () => get<RulesView>('/rules')
export const getCalendar = () => get<CalendarView>('/calendar')
export const requestRegimeEdit = (body: RequestRegimeEdit) => post<RuleChangeView>('/regimes', body)
export const requestRegimeChoice = (body: RequestRegimeChoice) =>
  post<RuleChangeView>('/regime-choices', body)
export const decideRuleChange = (id: string, body: DecideChange) =>
  post<RuleChangeView>(`/rule-changes/${id}/decision`, body)
export const withdrawRuleChange = (id: string) => post<RuleChangeView>(`/rule-changes/${id}/withdrawal`)
export const previewCalendar = (body: ImportCalendar) => post<CalendarPreview>('/calendar-previews', body)
export const importCalendar = (body: ImportCalendar) => post<ImportedCalendar>('/calendar', body)
