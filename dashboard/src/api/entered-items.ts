import type {
  EnteredItemView,
  EnteredPost,
  EntryCheck,
  EntryReceipt,
} from '@huiyin/domain/http/received-items'
import type { Page } from './page.js'
import { get, post } from './request.js'

export const checkEntry = (body: EnteredPost) => post<EntryCheck>('/entered-items/check', body)
export const enterItem = (body: EnteredPost) => post<EntryReceipt>('/entered-items', body)
export const listEntered = (query: { cursor?: string | undefined; limit?: number }) =>
  get<Page<EnteredItemView>>('/entered-items', query)
