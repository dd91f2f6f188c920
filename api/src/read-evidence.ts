import { createHash } from 'node:crypto'
import type { Evidence, EvidenceAnswer, EvidenceItem } from '@huiyin/domain/evidence'
import type { Tx } from '@huiyin/store/tx'
import { presentEvent } from './present/event.js'

/**
 * What was seen of one event and what was answered, as it stands masked for reading; of an original only the digest of
 * its sealed bytes: opening one takes a reason and a second person each time (docs/rules.md §5). Audited.
 * @throws NotFound when whoever asks may not see the event.
 */
export async function readEvidence(tx: Tx, eventId: string): Promise<Evidence> {
  const detail = await tx.eventViews.detail(eventId)
  const event = presentEvent(detail)
  const items: EvidenceItem[] = []
  for (const item of event.items) {
    const sealed = await tx.originals.find(item.id)
    const sealedSha256 = sealed ? createHash('sha256').update(sealed.bytes).digest('hex') : null
    items.push({ ...item, sealedSha256 })
  }
  const answers = detail.caseFile ? await answersOf(tx, detail.caseFile.id) : []
  await tx.audit.onEvent('evidence.exported', event.id, { items: items.length, answers: answers.length })
  await tx.audit.walledRead(event.id, { via: 'evidence' })
  const { name } = await tx.jurisdiction.current()
  const { number, title } = event
  return { jurisdiction: name, event: { number, title }, exportedAt: tx.now, items, answers }
}

/** Published texts of a case, each with its proof. */
async function answersOf(tx: Tx, caseFileId: string): Promise<EvidenceAnswer[]> {
  const found: EvidenceAnswer[] = []
  for (const { id } of await tx.reviewDrafts.ofCase(caseFileId)) {
    const { publication, versions } = await tx.reviewDrafts.detail(id)
    if (!publication) continue
    const text = publication.snapshot ?? versions.at(-1)?.text ?? publication.summary
    found.push({ publishedAt: new Date(publication.publishedAt), reference: publication.reference, text })
  }
  return found
}
