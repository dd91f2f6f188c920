import { recount, refuseStart } from '@huiyin/domain/case-clock'
import { IllegalTransition } from '@huiyin/domain/errors'
import { groupOf, matterStartLabel } from '@huiyin/domain/matter'
import { toShanghaiText } from '@huiyin/domain/shanghai'
import type { StoredDeadline } from '@huiyin/store/case-files'
import type { Tx } from '@huiyin/store/tx'
import { asked, type ClockAct, counting, live, why } from './clock-act.js'

/** One thing put right, as the history tells it. */
export interface Change {
  field: string
  label: string
  from?: string
  to?: string
}

/** The clocks that run from the received instant, or from the registration while that one was not agreed to. */
export function clocksFromReceipt({ file }: ClockAct, startAt: Date): StoredDeadline[] {
  const { received, discovered } = file.instants
  const anchors = [startAt, new Date(received ?? discovered ?? startAt)].map((at) => at.getTime())
  return live(file).filter((clock) => anchors.includes(clock.startAt.getTime()))
}

/**
 * Puts the received instant of a registered matter right: the clocks that run from it are counted anew, the register
 * and the case's history say both. Clocks that were met stay as they were met.
 * @param changes what else is put right with it
 */
export async function moveReceived(
  tx: Tx,
  at: Date,
  act: ClockAct,
  changes: readonly Change[] = [],
): Promise<void> {
  const { file, by, reason } = act
  refuseStart(at, tx.now)
  const matter = await tx.registeredMatters.ofCase(file.id)
  const group = groupOf(file.kind)
  if (!matter || !group) throw new IllegalTransition('本案没有登记内容可以更正')
  const moved: { timerCode: string; from: string; to: string }[] = []
  for (const clock of clocksFromReceipt(act, matter.startAt)) {
    const after = recount(clock, { startAt: at }, counting(act))
    await tx.caseClocks.revise(file.id, clock, after, why(act, 'start-changed'), by)
    moved.push({ timerCode: clock.code, from: clock.dueAt.toISOString(), to: after.dueAt.toISOString() })
  }
  const [from, to] = [toShanghaiText(matter.startAt), toShanghaiText(at)]
  const start = { field: 'startAt', label: matterStartLabel[group], from, to }
  await tx.registeredMatters.correct(file.id, {
    ...matter,
    startAt: at,
    subjectId: matter.subject?.id ?? null,
  })
  await tx.caseClocks.settle(
    file.id,
    { kind: 'corrected', changes: [...changes, start], clocks: moved, reason, ...asked(act) },
    by,
    { received: at },
  )
}
