import { findAddresses } from './find-addresses.js'
import { findContacts } from './find-contacts.js'
import { findDocuments } from './find-documents.js'
import { findNames } from './find-names.js'
import { findNumbers } from './find-numbers.js'
import { foldText } from './folded-text.js'
import { type PersonalSpan, personalKinds } from './kinds.js'

const rank = new Map(personalKinds.map((kind, index) => [kind, index]))
const rankOf = ({ kind }: PersonalSpan): number => rank.get(kind) ?? personalKinds.length

/**
 * What identifies people in `text`, in order and without overlap: of two finds on one stretch the surer kind stays,
 * grown over both, so that no rest of either is left readable.
 */
export function findPersonalData(text: string): PersonalSpan[] {
  const folded = foldText(text)
  const all = [
    ...findNumbers(folded),
    ...findDocuments(folded),
    ...findContacts(folded),
    ...findAddresses(folded),
    ...findNames(folded),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: PersonalSpan[] = []
  for (const span of all) {
    const last = kept.at(-1)
    if (!last || span.start >= last.end) kept.push(span)
    else {
      const kind = rankOf(span) < rankOf(last) ? span.kind : last.kind
      kept[kept.length - 1] = { kind, start: last.start, end: Math.max(last.end, span.end) }
    }
  }
  return kept
}
