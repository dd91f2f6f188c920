import type {
  CheckedDisclosure,
  DisclosureView,
  ImportDisclosure,
  RemoveDisclosureItem,
  SaveDisclosureItem,
} from '@huiyin/domain/http/disclosure-items'
import { get, post, request } from './request.js'

export const getDisclosure = (version?: number) => get<DisclosureView>('/disclosure-items', { version })
export const importDisclosure = (body: ImportDisclosure) => post<DisclosureView>('/disclosure-items', body)
export const checkDisclosure = (text: string) => post<CheckedDisclosure>('/disclosure-checks', { text })
export const saveDisclosureItem = (body: SaveDisclosureItem) =>
  request<DisclosureView>('PUT', '/disclosure-items', { body })
export const removeDisclosureItem = (body: RemoveDisclosureItem) =>
  post<DisclosureView>('/disclosure-removals', body)
