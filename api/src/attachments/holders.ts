import type { AuditEntry } from '@huiyin/domain/audit'
import type { ChangeTopic } from '@huiyin/domain/change'
import { IllegalTransition } from '@huiyin/domain/errors'
import type { CaseFileId } from '@huiyin/domain/ids'
import type { Attachment, AttachmentSubject } from '@huiyin/store/attachments'
import type { Tx } from '@huiyin/store/tx'
import type { personOf } from '../visitor.js'

type Person = ReturnType<typeof personOf>

/** What a paper hangs on, and what hanging it there means. */
interface Holder {
  path: string
  what: string
  topic: ChangeTopic
  on(id: string): AttachmentSubject
  /** @throws NotFound when the reader may not see it. */
  seen(tx: Tx, id: string): Promise<unknown>
  /** @throws IllegalTransition when it takes no paper any more. */
  added(
    tx: Tx,
    id: string,
    paper: { attachmentId: string; name: string; audience: 'all' | 'desk' },
    by: Person,
  ): Promise<unknown>
  removed(tx: Tx, file: Attachment, by: Person): Promise<unknown>
}

/** What was answered for is not changed afterwards. */
async function stillOpen(tx: Tx, id: string): Promise<void> {
  const { state } = await tx.supervisorSuggestions.get(id)
  if (state === 'closed') throw new IllegalTransition('这条监督意见已办结，附件不能再增减')
}

export const holders: Record<'caseFile' | 'suggestion', Holder> = {
  caseFile: {
    path: '/api/case-files/:id/attachments',
    what: '案件',
    topic: 'cases',
    on: (caseFileId) => ({ caseFileId }),
    seen: (tx, id) => tx.caseFiles.seen(id),
    added: (tx, id, paper, by) => tx.caseFiles.act(id as CaseFileId, { kind: 'attached', ...paper }, by),
    removed: (tx, { id, caseFileId }, by) => tx.caseFiles.detach(caseFileId as CaseFileId, id, by),
  },
  suggestion: {
    path: '/api/supervisor-suggestions/:id/attachments',
    what: '监督员意见',
    topic: 'suggestions',
    on: (suggestionId) => ({ suggestionId }),
    seen: (tx, id) => tx.supervisorSuggestions.get(id),
    added: (tx, id) => stillOpen(tx, id),
    removed: (tx, { suggestionId }) => stillOpen(tx, String(suggestionId)),
  },
}

export const holderOf = ({ suggestionId }: Attachment): Holder =>
  suggestionId === null ? holders.caseFile : holders.suggestion

/** What the audit says it belongs to. */
export const subjectOf = ({ caseFileId, suggestionId }: Attachment): AuditEntry['subject'] =>
  suggestionId === null
    ? { kind: 'case-file', id: String(caseFileId) }
    : { kind: 'supervisor-suggestion', id: suggestionId }
