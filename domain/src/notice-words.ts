import { decisionOutcomeLabel, pathOfRequest, requestWords } from './decided-request.js'
import type { Cause } from './notice-cause.js'
import { gradeLabel } from './severity.js'
import { toShanghaiText } from './shanghai.js'

/** Where in the program one reads of it. */
export const pathOf = ({ kind, eventId, caseFileId, draft, judgementChangeId, decision }: Cause): string => {
  const decided = decision && pathOfRequest(decision, judgementChangeId)
  if (decided) return decided
  if (draft && kind !== 'review-wording') return `/drafts/${draft.id}`
  if (draft) return '/drafts'
  if (caseFileId) return `/cases/${caseFileId}`
  if (kind === 'approval-reveal') return '/privacy'
  if (kind === 'approval-regime') return '/regimes'
  if (kind === 'approval-notices') return '/notices?tab=rules'
  if (judgementChangeId) return `/judgement/changes/${judgementChangeId}`
  if (eventId) return `/events/${eventId}`
  if (kind === 'source-blind') return '/sources'
  if (kind.startsWith('suggestion-')) return '/suggestions'
  return kind === 'duty-coming' || kind === 'duty-overdue' ? '/duties' : '/notices'
}

/** The words of a rule with its blanks filled: number, grade, clock and limit, never a word of what people wrote. */
export function fillWords(words: string, cause: Cause): string {
  const filled: Readonly<Record<string, string>> = {
    grade: cause.grade ? ` ${cause.grade} 级${gradeLabel[cause.grade]}` : '',
    number: String(cause.number ?? ''),
    timer: cause.timerName ?? '',
    limit: cause.limitAt
      ? `，时限 ${toShanghaiText(cause.limitAt)}`
      : cause.limitOn
        ? `，期限 ${cause.limitOn}`
        : '',
    source: cause.sourceName ?? '',
    year: String(cause.year ?? ''),
    duty: cause.duty ?? '',
    request: cause.decision ? requestWords(cause.decision, cause.number) : '',
    outcome: cause.decision ? decisionOutcomeLabel[cause.decision.outcome] : '',
  }
  return words.replace(/\{(\w+)\}/g, (_, blank: string) => filled[blank] ?? '').replaceAll('（ ', '（')
}
