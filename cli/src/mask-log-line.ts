import { findPersonalData } from '@huiyin/domain/personal-data/find-personal-data'
import { maskOf, type PersonalKind } from '@huiyin/domain/personal-data/kinds'

/** What has a shape of its own; names and doors need a sentence around them, and a log line is none. */
const shaped = new Set<PersonalKind>([
  'email',
  'resident-id',
  'bank-card',
  'mobile',
  'landline',
  'permit',
  'plate',
  'messenger',
])
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/**
 * The last lock of the logs: an error may quote a page or a driver's words. Our own numbers and ids stay: a bare JSON
 * number is never text, and a uuid may hold eleven digits in a row.
 */
export function maskLogLine(line: string): string {
  const ids = [...line.matchAll(uuid)].map(({ index }) => index)
  let masked = ''
  let at = 0
  for (const { kind, start, end } of findPersonalData(line)) {
    const isNumber = /":$/.test(line.slice(Math.max(0, start - 2), start))
    const isId = ids.some((id) => start < id + 36 && end > id)
    if (!shaped.has(kind) || isNumber || isId) continue
    masked += line.slice(at, start) + maskOf[kind]
    at = end
  }
  return masked + line.slice(at)
}
