import type {
  DutyCalendarView,
  DutyHistoryPage,
  DutyRecordView,
  RecordDuty,
} from '@huiyin/domain/http/regime-duties'
import type { Period } from '@huiyin/domain/period'
import { get, post } from './request.js'

export const getDuties = ({ from, to }: Period) => get<DutyCalendarView>('/regime-duties', { from, to })
export const listDutyRecords = (query: {
  regimeCode?: string | undefined
  name?: string | undefined
  cursor?: string | undefined
}) => get<DutyHistoryPage>('/duty-records', query)
export const recordDuty = (body: RecordDuty) => post<DutyRecordView>('/duty-records', body)
export const withdrawDuty = (id: string, reason?: string) =>
  post<DutyRecordView>(`/duty-records/${id}/withdrawal`, reason ? { reason } : {})
