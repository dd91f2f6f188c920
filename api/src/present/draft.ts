import { type Actor, type Role, rolesOf } from '@huiyin/domain/actor'
import { actingUnit } from '@huiyin/domain/case-acting'
import { proposedDisclosure } from '@huiyin/domain/document-disclosure'
import type { DraftRow, DraftView } from '@huiyin/domain/http/drafts'
import { metByForm } from '@huiyin/domain/publication'
import { isWithAuthor, type Seat, signingRefused } from '@huiyin/domain/review'
import type { ReviewRules } from '@huiyin/domain/review-rules'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Tx } from '@huiyin/store/tx'
import { organsOf } from '../draft-organs.js'

type Person = Actor & { kind: 'user' }

/** A text as one person reads it: his seat at it, and the rules that say what he may. */
export interface DraftReading {
  reader: Person
  seat: Seat | null
  rules: ReviewRules
}

const desk: readonly Role[] = ['duty-officer', 'office']
export const isDesk = (person: Person): boolean => person.roles.some((role) => desk.includes(role))

/** Whoever wrote it, the desk (梅河口 四(四): 由指定的政务舆情管理员) and the author's unit put it out. */
export const mayPublish = (draft: DraftSummary, person: Person): boolean =>
  draft.state === 'approved' &&
  draft.kind !== 'downgrade' &&
  (draft.authorId === person.userId ||
    isDesk(person) ||
    (person.unitCode !== null && draft.unit?.code === person.unitCode))

/** Why the reader may not sign now; null when he may. Asked only of a text in review. */
const refusalFor = (draft: DraftSummary, { reader, seat, rules }: DraftReading): string | null =>
  draft.level === null
    ? null
    : signingRefused(
        draft.level,
        { roles: rolesOf(reader), unitCode: actingUnit(reader), seat },
        { unitCode: draft.unit?.code ?? null, rules },
      )

export const isWalled = (draft: DraftSummary): boolean => draft.caseFile.accusedUnits.length > 0

/** Its author while it is with him, and whoever may sign it now. */
export const mayMark = (draft: DraftSummary, reading: DraftReading): boolean =>
  draft.level === null
    ? draft.authorId === reading.reader.userId && isWithAuthor(draft.state)
    : refusalFor(draft, reading) === null

function waitsOf(draft: DraftSummary, reading: DraftReading): DraftRow['waits'] {
  if (draft.level !== null) return refusalFor(draft, reading) === null ? 'verdict' : null
  if (isWithAuthor(draft.state)) return draft.authorId === reading.reader.userId ? 'rewrite' : null
  return mayPublish(draft, reading.reader) ? 'publication' : null
}

export function presentDraftRow(draft: DraftSummary, reading: DraftReading): DraftRow {
  const { id, number, title, grade, kind, nextDueAt } = draft.caseFile
  return {
    id: draft.id,
    caseFile: { id, number, title, grade, kind, nextDueAt: nextDueAt?.toISOString() ?? null },
    kind: draft.kind,
    form: draft.form,
    grade: draft.grade,
    title: draft.title,
    author: draft.author,
    unit: draft.unit,
    state: draft.state,
    level: draft.level,
    returnedFrom: draft.returnedFrom,
    version: draft.version,
    disclosure: draft.disclosure,
    touchedAt: draft.touchedAt.toISOString(),
    waits: waitsOf(draft, reading),
  }
}

/** Everything one person reads of a text. @throws NotFound when he may not see it. */
export async function readDraft(tx: Tx, id: string, reader: Person): Promise<DraftView> {
  const draft = await tx.reviewDrafts.detail(id)
  const { rules } = await tx.reviewRules.current()
  const reading = { reader, rules, seat: await tx.reviewDrafts.seatOf(id, reader.userId) }
  const organs = await organsOf(tx, draft, draft.versions.at(-1)?.text ?? '')
  const isAuthor = draft.authorId === reader.userId
  const isOpen = draft.state !== 'published' && draft.kind === 'response'
  const { publication } = draft
  return {
    ...presentDraftRow(draft, reading),
    versions: draft.versions.map((one) => ({ ...one, writtenAt: one.writtenAt.toISOString() })),
    steps: draft.steps.map(({ byId: _, ...step }) => ({ ...step, at: step.at.toISOString() })),
    organs,
    publication: publication && {
      ...publication,
      publishedAt: publication.publishedAt.toISOString(),
      recordedAt: publication.recordedAt.toISOString(),
    },
    meets: (await clocksMet(tx, draft)).map(({ code, name, dueAt }) => ({
      code,
      name,
      dueAt: dueAt.toISOString(),
    })),
    proposedDisclosure: proposedDisclosure(draft.kind, isWalled(draft)),
    may: {
      mark: mayMark(draft, reading),
      write: isAuthor && isWithAuthor(draft.state),
      withdraw:
        isAuthor &&
        (draft.state === 'reviewing' || (draft.state === 'approved' && draft.kind !== 'downgrade')),
      review: draft.level !== null && refusalFor(draft, reading) === null,
      confirm: isOpen && (isAuthor || isDesk(reader)),
      overrule: isOpen && reader.roles.some((role) => role === 'leader' || role === 'deputy-leader'),
      publish: mayPublish(draft, reader),
    },
    notSigning: refusalFor(draft, reading),
  }
}

/** Clocks of the case that run and that this form of answer meets. */
export async function clocksMet(tx: Tx, draft: DraftSummary) {
  if (draft.form === null || draft.state === 'published') return []
  const kinds = metByForm[draft.form]
  const file = await tx.caseFiles.detail(draft.caseFile.id)
  const running = file.deadlines.filter(
    ({ metAt, supersededAt, metBy }) => metAt === null && supersededAt === null && kinds.includes(metBy),
  )
  return running.filter(({ code }, at) => running.findIndex((clock) => clock.code === code) === at)
}
