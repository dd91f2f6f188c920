import type { DecideChange } from '@huiyin/domain/http/two-person'
import type { EventWallView, RequestWallChange, WallChangeView } from '@huiyin/domain/http/walls'
import { get, post } from './request.js'

export const getEventWall = (eventId: string) => get<EventWallView>(`/opinion-events/${eventId}/wall`)
export const listPendingWallChanges = () => get<WallChangeView[]>('/wall-changes')
export const requestWallChange = (eventId: string, body: RequestWallChange) =>
  post<WallChangeView>(`/opinion-events/${eventId}/wall-changes`, body)
export const decideWallChange = (id: string, body: DecideChange) =>
  post<WallChangeView>(`/wall-changes/${id}/decision`, body)
