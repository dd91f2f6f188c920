import type { EnteredRoster, HandoverView, OnDutyView, ShiftView } from '@huiyin/domain/http/duty-shifts'
import type {
  ChannelTest,
  ChannelView,
  ContactView,
  DeliveryView,
  NewChannel,
  NoticeCounts,
  NoticePage,
  SetContact,
} from '@huiyin/domain/http/notices'
import { get, post, request } from './request.js'

export type NoticeScope = 'all' | 'unread' | 'waiting'
export const listNotices = (scope: NoticeScope, cursor?: string, limit = 50) =>
  get<NoticePage>('/notices', { scope, cursor, limit })
export const countNotices = () => get<NoticeCounts>('/notices/counts')
export const readNotices = (ids?: string[]) => post<void>('/notices/read', ids ? { ids } : {})
export const acknowledgeNotice = (id: string) => post<void>(`/notices/${id}/acknowledge`)
export const getContact = () => get<ContactView>('/own-contact')
export const setContact = (body: SetContact) => request<void>('PUT', '/own-contact', { body })
export const listChannels = () => get<ChannelView[]>('/notice-channels')
export const addChannel = (body: NewChannel) => post<ChannelView>('/notice-channels', body)
export const enableChannel = (id: string, enabled: boolean) =>
  request<void>('PUT', `/notice-channels/${id}/enabled`, { body: { enabled } })
export const removeChannel = (id: string) => request<void>('DELETE', `/notice-channels/${id}`)
export const testChannel = (id: string, email?: string) =>
  post<ChannelTest>(`/notice-channels/${id}/test`, email ? { email } : {})
export const listDeliveries = (troubled: boolean, before?: number) =>
  get<DeliveryView[]>('/notice-deliveries', { troubled: String(troubled), before })
export const sendAgain = (id: number) => post<void>(`/notice-deliveries/${id}/again`)
export const getOnDuty = () => get<OnDutyView>('/duty-shifts/now')
export const listShifts = (from: string, until: string) => get<ShiftView[]>('/duty-shifts', { from, until })
export const enterRoster = (text: string) => post<EnteredRoster>('/duty-shifts', { text })
export const listHandovers = () => get<HandoverView[]>('/duty-handovers')
export const writeHandover = (shiftId: string, note: string) =>
  post<void>(`/duty-shifts/${shiftId}/handover`, { note })
export const takeOver = (id: string) => post<void>(`/duty-handovers/${id}/take-over`)
