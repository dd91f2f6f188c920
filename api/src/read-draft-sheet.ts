import { roleLabel } from '@huiyin/domain/actor'
import { organStateLabel } from '@huiyin/domain/http/drafts'
import { responseFormLabel } from '@huiyin/domain/publication'
import { draftKindLabel } from '@huiyin/domain/review'
import { gradeLabel } from '@huiyin/domain/severity'
import type { DraftSheetInput } from '@huiyin/reports/draft-sheet-input'
import type { Tx } from '@huiyin/store/tx'
import { organsOf } from './draft-organs.js'

/** Everything a 审签单 is written from, read as whoever asks for it. @throws NotFound when he may not see the text. */
export async function readDraftSheet(tx: Tx, id: string): Promise<DraftSheetInput> {
  const draft = await tx.reviewDrafts.detail(id)
  const { name, demonstration } = await tx.jurisdiction.current()
  const last = draft.versions.at(-1)
  const siblings = await tx.reviewDrafts.ofCase(draft.caseFile.id)
  const organs = await organsOf(tx, draft, last?.text ?? '')
  const { grade } = draft.caseFile
  return {
    jurisdiction: name,
    demonstration,
    caseNumber: draft.caseFile.number,
    caseTitle: draft.caseFile.title,
    gradeWords: `${gradeLabel[grade]}（${grade} 级）`,
    disclosure: draft.disclosure,
    kindWords: draftKindLabel[draft.kind],
    formWords: draft.form ? responseFormLabel[draft.form] : '',
    serial: siblings.findIndex((one) => one.id === id) + 1,
    title: last?.title ?? draft.title,
    text: last?.text ?? '',
    version: draft.version,
    author: draft.author,
    unit: draft.unit?.name ?? '值班室',
    submittedAt: draft.steps.findLast(({ step }) => step === 'submitted')?.at ?? null,
    approvedAt: draft.approvedAt,
    signatures: sinceWithdrawal(draft.steps).flatMap(({ step, level, by, role, at, version, remarks }) =>
      level
        ? [
            {
              level,
              passed: step === 'passed',
              by,
              roleWords: roleLabel[role],
              at,
              version,
              remarks: remarks ?? '',
            },
          ]
        : [],
    ),
    organs: organs.map((organ) => ({
      name: organ.name,
      words: [organStateLabel[organ.state], organ.reference ?? organ.remarks].filter(Boolean).join('：'),
    })),
    publication: draft.publication && {
      at: draft.publication.publishedAt,
      reference: draft.publication.reference,
    },
    printedAt: tx.now,
  }
}

/** What was signed before the author took the text back signs nothing any more. */
const sinceWithdrawal = <Step extends { step: string }>(steps: readonly Step[]): Step[] =>
  steps.slice(steps.findLastIndex(({ step }) => step === 'withdrawn') + 1)
