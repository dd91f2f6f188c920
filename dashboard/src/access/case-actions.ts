import type { CaseAction, CaseProgress, ClockActionKind } from '@huiyin/domain/case-file'
import { apply } from '@huiyin/domain/case-transition'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { MeView } from '@huiyin/domain/http/sessions'
import type { UnitCode } from '@huiyin/domain/ids'
import { answers, notes, triages } from './permissions.js'

/** What a person may start on a case file from the page; accepting happens at the event. */
export type CaseMove = Exclude<CaseAction['kind'], 'accepted' | ClockActionKind>

const mayTake: Record<CaseMove, (me: MeView) => boolean> = {
  dispatched: triages,
  received: answers,
  responded: answers,
  noted: notes,
  closed: triages,
  reopened: triages,
}

/** A sample of each action, to ask the domain's state machine whether it would let it through. */
function sample(move: CaseMove, timerCode: string): CaseAction {
  switch (move) {
    case 'dispatched':
      return { kind: 'dispatched', unitCode: '' }
    case 'received':
      return { kind: 'received' }
    case 'responded':
      return { kind: 'responded', timerCode, evidence: { kind: 'reply', reference: '', summary: '' } }
    case 'noted':
      return { kind: 'noted', note: '' }
    case 'closed':
      return { kind: 'closed', conclusion: '' }
    case 'reopened':
      return { kind: 'reopened', reason: '' }
  }
}

function isLegal(progress: CaseProgress, move: CaseMove): boolean {
  try {
    apply(progress, sample(move, progress.unmet[0] ?? ''))
    return true
  } catch {
    return false
  }
}

/** The moves open to this person on this case file now, by the same rules the server will apply. */
export function movesFor(me: MeView | null, file: CaseFileView): CaseMove[] {
  if (!me) return []
  const progress: CaseProgress = {
    state: file.state,
    leadUnitCode: (file.leadUnit?.code ?? null) as UnitCode | null,
    unmet: file.deadlines.filter((deadline) => deadline.metAt === null).map((deadline) => deadline.code),
  }
  const moves: CaseMove[] = ['dispatched', 'received', 'responded', 'noted', 'closed', 'reopened']
  return moves.filter((move) => mayTake[move](me) && isLegal(progress, move))
}
