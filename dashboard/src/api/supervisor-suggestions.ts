import type {
  RegisterSuggestion,
  SuggestionPage,
  SuggestionScope,
  SuggestionView,
  SupervisorNoticeView,
} from '@huiyin/domain/http/supervisor-suggestions'
import type { Period } from '@huiyin/domain/period'
import { get, post } from './request.js'

export const listSuggestions = (query: { scope: SuggestionScope; cursor?: string | undefined }) =>
  get<SuggestionPage>('/supervisor-suggestions', query)
export const getSuggestion = (id: string) => get<SuggestionView>(`/supervisor-suggestions/${id}`)
export const registerSuggestion = (body: RegisterSuggestion) =>
  post<SuggestionView>('/supervisor-suggestions', body)
export const moveSuggestion = (id: string, verb: string, body: object) =>
  post<SuggestionView>(`/supervisor-suggestions/${id}/${verb}`, body)
export const getSupervisorNotice = ({ from, to }: Period) =>
  get<SupervisorNoticeView>('/supervisor-notice', { from, to })
