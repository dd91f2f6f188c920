import type {
  AuditEntriesQuery,
  AuditEntryView,
  AuditExportQuery,
  AuditVerificationView,
} from '@huiyin/domain/http/audit'
import type { Page } from './page.js'
import { get } from './request.js'

export const listAuditEntries = (query: AuditEntriesQuery) =>
  get<Page<AuditEntryView>>('/audit-entries', query)
export const verifyAudit = () => get<AuditVerificationView>('/audit-entries/verification')

/** Where the browser fetches an export from; the server streams it and names the file. */
export function auditExportAddress(query: AuditExportQuery): string {
  const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return `/api/audit-entries/export?${new URLSearchParams(filled)}`
}
