import type { ImportChoiceBody, ItemImportLineView, ItemImportView } from '@huiyin/domain/http/item-imports'
import type { Page } from './page.js'
import { get, post, request, upload } from './request.js'

export const uploadImport = (file: File) => upload<ItemImportView>('/item-imports', file, {})
export const getImport = (id: string) => get<ItemImportView>(`/item-imports/${id}`)
export const listImports = (query: { cursor?: string | undefined; limit?: number }) =>
  get<Page<ItemImportLineView>>('/item-imports', query)
export const chooseReading = (id: string, choice: ImportChoiceBody) =>
  request<ItemImportView>('PUT', `/item-imports/${id}/reading`, { body: choice })
export const confirmImport = (id: string) => post<ItemImportView>(`/item-imports/${id}/confirm`)
export const cancelImport = (id: string) => post<ItemImportView>(`/item-imports/${id}/cancel`)
export const refusalsUrl = (id: string): string => `/api/item-imports/${id}/refusals`
