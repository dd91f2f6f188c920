import type { EnteredPost } from '@huiyin/domain/http/received-items'

/** Kept in this tab alone: what is written may name a person, and the machine may be another's in an hour. */
const key = 'huiyin.entry-draft'

export function keptDraft(): EnteredPost {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    return typeof kept === 'object' && kept !== null ? (kept as EnteredPost) : {}
  } catch {
    return {}
  }
}

export function keepDraft(draft: EnteredPost): void {
  if (isWritten(draft)) sessionStorage.setItem(key, JSON.stringify(draft))
  else sessionStorage.removeItem(key)
}

export const isWritten = (draft: EnteredPost): boolean =>
  Object.values(draft).some((value) => (value ?? '').trim() !== '')
