import { pause, recount, refuseExtension, refuseStart, resume } from '@huiyin/domain/case-clock'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { ChooseStart, ClockRequest, ResumeClock } from '@huiyin/domain/http/clocks'
import { type ClockStartKind, clockStartLabel } from '@huiyin/domain/regime'
import type { Tx } from '@huiyin/store/tx'
import { asked, type ClockAct, clockOf, counting, live, why } from './clock-act.js'

export async function pauseClock(
  tx: Tx,
  request: ClockRequest & { kind: 'pause' },
  act: ClockAct,
  from: Date,
): Promise<void> {
  const { timerCode, cause } = request
  const { caseFileId, clock } = clockOf(act, request)
  await tx.caseClocks.revise(caseFileId, clock, pause(clock, cause, from), why(act, 'paused'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'paused', timerCode, cause, from: from.toISOString(), reason: act.reason, ...asked(act) },
    act.by,
  )
}

/** Ends a pause now. One person may: it only lets time run again. */
export async function resumeClock(tx: Tx, request: ResumeClock, act: ClockAct): Promise<void> {
  const { timerCode } = request
  const { caseFileId, clock } = clockOf(act, request)
  const after = recount(clock, { pauses: resume(clock, tx.now) }, counting(act))
  await tx.caseClocks.revise(caseFileId, clock, after, why(act, 'resumed'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'resumed', timerCode, from: tx.now.toISOString(), reason: act.reason },
    act.by,
  )
}

export async function extendClock(
  tx: Tx,
  request: ClockRequest & { kind: 'extend' },
  act: ClockAct,
): Promise<void> {
  const { timerCode, amount } = request
  const { caseFileId, clock } = clockOf(act, request)
  refuseExtension(clock, amount, tx.now)
  const after = recount(clock, { extension: amount }, counting(act))
  await tx.caseClocks.revise(caseFileId, clock, after, why(act, 'extended'), act.by)
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'extended', timerCode, amount, reason: act.reason, ...asked(act) },
    act.by,
  )
}

/** Another of the instants kept on the case, chosen by one person with a reason. @throws InvalidInput for none of them. */
export async function chooseStart(tx: Tx, { start }: ChooseStart, act: ClockAct): Promise<void> {
  const at = start === 'typed' ? undefined : act.file.instants[start]
  if (!at)
    throw new InvalidInput(
      start === 'typed'
        ? '自行填写起算时间须提出申请，由第二人批准'
        : `本案没有记录${clockStartLabel[start]}时间，如需填写请提出申请，由第二人批准`,
      [{ field: 'start', message: '请选择本案已记录的时间' }],
    )
  await moveStart(tx, { start, at: new Date(at) }, act)
}

export async function moveStart(
  tx: Tx,
  { start, at }: { start: ClockStartKind; at: Date },
  act: ClockAct,
): Promise<void> {
  refuseStart(at, tx.now)
  const running = live(act.file)
  if (running.length === 0) throw new IllegalTransition('本案没有正在计时的时限')
  for (const clock of running)
    await tx.caseClocks.revise(
      act.file.id,
      clock,
      recount(clock, { startAt: at }, counting(act)),
      why(act, 'start-changed'),
      act.by,
    )
  await tx.caseClocks.settle(
    act.file.id,
    { kind: 'start-changed', start, at: at.toISOString(), reason: act.reason, ...asked(act) },
    act.by,
  )
}
