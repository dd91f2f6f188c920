import type { CaseAction } from '@huiyin/domain/case-action'
import type { CaseProgress } from '@huiyin/domain/case-file'
import { type CaseMove, caseMoves } from '@huiyin/domain/case-moves'
import { check } from '@huiyin/domain/case-transition'
import type { CaseFileView } from '@huiyin/domain/http/case-files'
import type { MeView } from '@huiyin/domain/http/sessions'
import { isUnitOnly } from '../access/permissions.js'

type Person = Pick<MeView, 'roles' | 'unitCode'>

/** The units a move could be about, so that the domain's state machine can be asked about each. */
function unitsFor(move: CaseMove, progress: CaseProgress, own: string | null): string[] {
  if (own !== null) return [own]
  const { leadUnitCode, assisting } = progress
  const all = [...(leadUnitCode ? [leadUnitCode] : []), ...assisting.map(({ unitCode }) => unitCode)]
  return move === 'instructed' ? [...all, ''] : all
}

const anything = {
  reason: '',
  text: '',
  note: '',
  intoId: '',
  unitCodes: [],
  evidence: { kind: 'reply', reference: '', summary: '' },
}

function isLegal(progress: CaseProgress, action: object): boolean {
  try {
    check(progress, { ...anything, ...action } as unknown as CaseAction)
    return true
  } catch {
    return false
  }
}

/** The units this person may do the move for or to, now. */
export function unitsOpenTo(move: CaseMove, me: Person | null, { progress }: CaseFileView): string[] {
  if (!me) return []
  const own = isUnitOnly(me) ? (me.unitCode ?? '') : null
  if (['instructed', 'interpretation-asked', 'measured'].includes(move))
    return unitsFor('measured', progress, own)
  return unitsFor(move, progress, own).filter((unitCode) => isLegal(progress, { kind: move, unitCode }))
}

function isOpen(move: CaseMove, me: Person, file: CaseFileView): boolean {
  const { progress } = file
  const timerCode = progress.unmet[0] ?? ''
  const interpreting = progress.openInterpretations.filter(
    ({ unitCode }) => !isUnitOnly(me) || unitCode === me.unitCode,
  )
  const open = move === 'interpreted' ? interpreting : progress.openInstructions
  const actionId = open[0]?.actionId ?? 0
  if (move === 'responded' && isUnitOnly(me) && me.unitCode !== progress.leadUnitCode) return false
  if (move === 'explained') {
    const late = file.overdueCount > 0 && !progress.explained
    return late && unitsOpenTo(move, me, file).length > 0
  }
  if (['received', 'contributed', 'returned', 'arbitrated'].includes(move))
    return unitsOpenTo(move, me, file).length > 0
  if (move === 'interpretation-asked' && !file.policyMisread) return false
  if (move === 'measured' && progress.leadUnitCode === null) return false
  return isLegal(progress, { kind: move, timerCode, actionId })
}

/** The moves open to this person on this case file now, by the same rules the server applies. */
export function movesFor(me: Person | null, file: CaseFileView): CaseMove[] {
  if (!me) return []
  return (Object.keys(caseMoves) as CaseMove[]).filter(
    (move) =>
      move !== 'undone' &&
      caseMoves[move].roles.some((role) => me.roles.includes(role)) &&
      isOpen(move, me, file),
  )
}

/** What the desk, and what a unit, is asked for first; the other moves are at hand. */
const deskOrder: readonly CaseMove[] = ['arbitrated', 'dispatched', 'closed', 'visited', 'archived']
const unitOrder: readonly CaseMove[] = [
  'received',
  'fed-back',
  'interpreted',
  'explained',
  'responded',
  'contributed',
]

/** The one move the case waits for from this person; null when it waits for somebody else. */
export function nextMove(me: Person | null, moves: readonly CaseMove[], file: CaseFileView): CaseMove | null {
  const isDone = (move: CaseMove) =>
    (move === 'dispatched' && file.leadUnit !== null) || (move === 'visited' && file.progress.visited)
  const order = isUnitOnly(me) ? unitOrder : deskOrder
  return order.find((move) => moves.includes(move) && !isDone(move)) ?? null
}

/** Used daily and shown at once; the rest is one click further. */
export const movesAtHand = (me: Person | null): readonly CaseMove[] =>
  isUnitOnly(me)
    ? ['received', 'responded', 'contributed', 'returned', 'explained', 'noted']
    : ['dispatched', 'supervised', 'instructed', 'noted']

/** For whom the case waits, when it is not for the reader. */
export function waitsFor({ state, leadUnit, progress, unitNames }: CaseFileView): string {
  const lead = leadUnit?.name ?? '承办单位'
  if (state === 'accepted') return '等待值班室交办'
  if (state === 'dispatched') return `等待${lead}签收`
  if (state === 'returned') return '等待值班室裁定退单'
  if (state === 'handling') return `等待${lead}回应`
  const asked = progress.assisting.find(({ part }) => part !== 'answered')
  if (state === 'answered' && asked) return `等待${unitNames[asked.unitCode] ?? asked.unitCode}答复`
  return ''
}
