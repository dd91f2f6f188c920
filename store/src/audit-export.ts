import { type AuditRecord, auditActionLabel, auditSubjectLabel } from '@huiyin/domain/audit'
import { toShanghaiIso } from '@huiyin/domain/shanghai'
import type { AuditQuery } from './audit.js'
import { canonicalJson } from './audit-chain.js'
import type { ActingStore } from './store.js'

export const auditFormats = ['csv', 'jsonl'] as const
export type AuditFormat = (typeof auditFormats)[number]

const batchSize = 2_000

/**
 * A cell that a spreadsheet would take for a formula is led by an apostrophe, full-width signs too (OWASP, CSV
 * injection); every cell is quoted, so that no text opens another.
 */
export const csvCell = (text: string): string => {
  const safe = /^\s*[=+\-@\t\r＝＋－＠|%]/u.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

const csvColumns: readonly (readonly [string, (entry: AuditRecord) => string])[] = [
  ['序号', ({ seq }) => String(seq)],
  ['时间', ({ at }) => toShanghaiIso(at)],
  ['操作人', ({ actorName }) => actorName],
  ['操作人编号', ({ actorId }) => actorId],
  ['动作', ({ action }) => (auditActionLabel as Record<string, string>)[action] ?? action],
  ['动作代码', ({ action }) => action],
  ['对象', ({ subjectKind }) => (auditSubjectLabel as Record<string, string>)[subjectKind] ?? subjectKind],
  ['对象编号', ({ subjectId }) => subjectId ?? ''],
  ['详情', ({ detail }) => canonicalJson(detail)],
  ['校验值', ({ hash }) => hash],
]

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`

const write: Record<AuditFormat, { head: string; line: (entry: AuditRecord) => string }> = {
  // The mark tells Excel that it is UTF-8.
  csv: {
    head: `\ufeff${csvLine(csvColumns.map(([name]) => name))}`,
    line: (entry) => csvLine(csvColumns.map(([, cell]) => cell(entry))),
  },
  jsonl: { head: '', line: (entry) => `${canonicalJson(entry)}\n` },
}

/**
 * The lines of an export, oldest first. Entries are only ever added, so reading batch by batch up to the end at
 * the beginning is the same as reading at once.
 */
export async function* auditLines(
  acting: ActingStore,
  query: AuditQuery,
  format: AuditFormat,
): AsyncGenerator<string> {
  const { head, line } = write[format]
  yield head
  const last = await acting.transaction((tx) => tx.audit.lastSeq())
  for (let after = 0; after < last; ) {
    const entries = await acting.transaction((tx) => tx.audit.batch(query, { after, last, limit: batchSize }))
    if (entries.length > 0) yield entries.map(line).join('')
    if (entries.length < batchSize) return
    after = entries.at(-1)?.seq ?? last
  }
}
