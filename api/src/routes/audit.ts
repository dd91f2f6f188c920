import { Readable } from 'node:stream'
import type { AuditRecord } from '@huiyin/domain/audit'
import { Forbidden, InvalidInput } from '@huiyin/domain/errors'
import {
  AuditEntriesQuery,
  AuditEntryView,
  AuditExportQuery,
  AuditVerificationView,
} from '@huiyin/domain/http/audit'
import { pageOf } from '@huiyin/domain/http/common'
import { type Day, dayOf, parseDay } from '@huiyin/domain/shanghai'
import type { AuditQuery } from '@huiyin/store/audit'
import { AuditRefused } from '@huiyin/store/audit-append'
import { auditLines } from '@huiyin/store/audit-export'
import { readHeads } from '@huiyin/store/audit-heads'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { verifyAudit } from '@huiyin/store/audit-verify'
import type { ActingStore, Store } from '@huiyin/store/store'
import type { FastifyRequest } from 'fastify'
import type { Api, ApiDeps } from '../deps.js'
import { may } from '../policy.js'
import { personOf } from '../visitor.js'

const subject = { kind: 'audit' } as const

/** 三员分立: nobody audits what he administers, whatever else he is (docs/rules.md §4). */
function asAuditor(store: Store, request: FastifyRequest): ActingStore {
  const person = personOf(request)
  if (person.roles.includes('administrator'))
    throw new Forbidden('系统管理员不能查阅或校验审计记录，请由审计员办理')
  return store.as(person)
}

function readDay(field: string, text: string): Day {
  try {
    return parseDay(text)
  } catch (error) {
    const { message } = error as Error
    throw new InvalidInput(message, [{ field, message }])
  }
}

/** @throws InvalidInput for days that do not exist or run backward. */
function toQuery({ from, to, ...rest }: Omit<AuditExportQuery, 'format'>): AuditQuery {
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidInput('起始日期晚于截止日期', [{ field: 'from', message: '应不晚于截止日期' }])
  return {
    ...rest,
    ...(from === undefined ? {} : { from: readDay('from', from) }),
    ...(to === undefined ? {} : { to: readDay('to', to) }),
  }
}

const present = ({ at, actorKind, actorId, actorName, subjectKind, subjectId, ...entry }: AuditRecord) => ({
  ...entry,
  at: at.toISOString(),
  actor: { kind: actorKind, id: actorId, name: actorName },
  subject: { kind: subjectKind, id: subjectId },
})

/** 审计: read, checked and taken out by the auditor alone, and each of these is recorded itself. */
export function auditRoutes(app: Api, { store, config }: ApiDeps): void {
  const key = auditKeyFrom(config.secret)

  app.get(
    '/api/audit-entries',
    {
      schema: {
        summary: '审计记录，最新的在前',
        querystring: AuditEntriesQuery,
        response: { 200: pageOf(AuditEntryView) },
      },
      config: { policy: may('read', 'audit-entry') },
    },
    async (request) => {
      const { cursor, limit = 50, ...filters } = request.query
      const query = toQuery(filters)
      return await asAuditor(store, request).transaction(async (tx) => {
        tx.audit.append({ action: 'audit.searched', subject, detail: { ...filters, before: cursor } })
        const page = await tx.audit.page({ ...query, ...(cursor ? { cursor } : {}), limit })
        return { ...page, rows: page.rows.map(present) }
      })
    },
  )

  app.get(
    '/api/audit-entries/verification',
    {
      schema: { summary: '校验审计链', response: { 200: AuditVerificationView } },
      config: { policy: may('verify', 'audit-entry') },
    },
    async (request) => {
      const auditor = asAuditor(store, request)
      const heads = config.auditHeadsDir ? await readHeads(config.auditHeadsDir, key) : []
      const found = await verifyAudit(auditor, key, heads)
      const checkedAt = await auditor
        .transaction(async (tx) => {
          const detail = { intact: found.intact, entries: found.entries }
          tx.audit.append({ action: 'audit.verified', subject, detail })
          return tx.now
        })
        .catch((error: unknown) => {
          // A chain of another key takes no entry; what is wrong with it must be told all the same.
          if (!(error instanceof AuditRefused)) throw error
          request.log.error({ err: error }, 'check of the audit could not be recorded')
          return auditor.transaction(async (tx) => tx.now)
        })
      return { ...found, checkedAt: checkedAt.toISOString() }
    },
  )

  app.get(
    '/api/audit-entries/export',
    {
      schema: {
        summary: '导出审计记录（CSV 或 JSON Lines）',
        querystring: AuditExportQuery,
        produces: ['text/csv', 'application/jsonl'],
      },
      config: { policy: may('export', 'audit-entry') },
    },
    async (request, reply) => {
      const { format = 'csv', ...filters } = request.query
      const query = toQuery(filters)
      const auditor = asAuditor(store, request)
      const now = await auditor.transaction(async (tx) => {
        tx.audit.append({ action: 'audit.exported', subject, detail: { ...filters, format } })
        return tx.now
      })
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="audit-${dayOf(now)}.${format}"`)
        .send(Readable.from(auditLines(auditor, query, format)))
    },
  )
}
