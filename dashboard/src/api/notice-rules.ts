import type {
  CheckedNoticeRules,
  NoticeRulesView,
  RequestNoticeRules,
} from '@huiyin/domain/http/notice-rules'
import type { RuleChangeView } from '@huiyin/domain/http/rules'
import { get, post } from './request.js'

export const getNoticeRules = () => get<NoticeRulesView>('/notice-rules')
export const checkNoticeRules = (yaml: string) => post<CheckedNoticeRules>('/notice-rule-checks', { yaml })
export const requestNoticeRules = (body: RequestNoticeRules) => post<RuleChangeView>('/notice-rules', body)
