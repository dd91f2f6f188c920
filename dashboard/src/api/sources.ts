import type { ProbeSource, SourceTrial } from '@huiyin/domain/http/source-trials'
import type { AcknowledgeAlarm, NewSource, PatchSource, SourceView } from '@huiyin/domain/http/sources'
import { get, post, request } from './request.js'

export const listSources = () => get<SourceView[]>('/sources')
export const addSource = (body: NewSource) => post<SourceView>('/sources', body)
export const patchSource = (id: string, body: PatchSource) =>
  request<SourceView>('PATCH', `/sources/${id}`, { body })
export const sweepSource = (id: string) => post<{ queued: boolean }>(`/sources/${id}/sweep`)
/** Recognises an address and tries it; nothing is stored. */
export const probeSource = (body: ProbeSource) => post<SourceTrial>('/source-probes', body)
/** Tries a definition; nothing is stored. */
export const checkSource = (body: NewSource) => post<SourceTrial>('/source-checks', body)
export const acknowledgeAlarm = (id: string, body: AcknowledgeAlarm) =>
  post<SourceView>(`/source-alarms/${id}/acknowledge`, body)
