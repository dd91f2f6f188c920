import type {
  DryRunView,
  NewSubject,
  SavedSubject,
  SaveSubject,
  SubjectItemView,
  SubjectRow,
  SubjectView,
  TrySubject,
} from '@huiyin/domain/http/watched-subjects'
import type { Page } from './page.js'
import { get, post, request } from './request.js'

export const listSubjects = () => get<SubjectRow[]>('/watched-subjects')
export const getSubject = (id: string) => get<SubjectView>(`/watched-subjects/${id}`)
export const listSubjectItems = (id: string, query: { cursor?: string | undefined }) =>
  get<Page<SubjectItemView>>(`/watched-subjects/${id}/items`, query)
export const trySubject = (body: TrySubject) => post<DryRunView>('/watched-subjects/dry-runs', body)
export const createSubject = (body: NewSubject) => post<SavedSubject>('/watched-subjects', body)
export const saveSubject = (id: string, body: SaveSubject) =>
  request<SavedSubject>('PUT', `/watched-subjects/${id}`, { body })
export const switchSubject = (id: string, enabled: boolean) =>
  request<SubjectView>('PUT', `/watched-subjects/${id}/enabled`, { body: { enabled } })
