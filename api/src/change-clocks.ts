import { pause, refuseExtension, refuseStart } from '@huiyin/domain/case-clock'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { ClockRequest } from '@huiyin/domain/http/clocks'
import { gradeLabel, isGraver } from '@huiyin/domain/severity'
import type { ClockedCase } from '@huiyin/store/case-clocks'
import type { Tx } from '@huiyin/store/tx'
import { type ClockAct, clockOf, live, refsOf, startOf } from './clock-act.js'
import { moveReceived } from './received-instant.js'
import { adoptRegimes, changeKind, lowerGrade } from './refit-clocks.js'
import { type Rules, timersFor } from './rules-in-force.js'
import { extendClock, moveStart, pauseClock } from './stretch-clock.js'

/** Refuses at asking what could not be approved either, so that nobody waits for a no that is certain. */
export function refuseRequest(request: ClockRequest, act: ClockAct, now: Date): void {
  const { file, rules } = act
  switch (request.kind) {
    case 'pause':
      pause(clockOf(act, request).clock, request.cause, now)
      return
    case 'extend':
      refuseExtension(clockOf(act, request).clock, request.amount, now)
      return
    case 'change-start':
      if (request.registered)
        throw new InvalidInput('收到时间请在案件的“登记内容”中更正', [
          { field: 'request.registered', message: '请用“更正登记”' },
        ])
      refuseStart(new Date(request.at), now)
      if (live(file).length === 0) throw new IllegalTransition('本案没有正在计时的时限')
      return
    case 'lower-grade':
      if (!isGraver(file.grade, request.grade))
        throw new InvalidInput(
          `本案现为${gradeLabel[file.grade]}，只能申请更低的等级；调高等级请在事件页改定`,
          [{ field: 'request.grade', message: `应低于${gradeLabel[file.grade]}` }],
        )
      return
    case 'change-kind':
      if (request.matter === file.kind && (request.limitDays ?? null) === file.limitDays)
        throw new IllegalTransition('事项种类和选定时限没有变化')
      timersFor(
        { ...request, kind: request.matter, grade: file.grade, startAt: startOf(file) },
        rules,
        refsOf(file),
      )
      return
    case 'adopt-regimes':
      if (!hasNewerRegimes(file, rules)) throw new IllegalTransition('本案适用的就是现行制度，无需重新计算')
  }
}

/** Whether the regimes in force differ from those this case runs under. */
export const hasNewerRegimes = (file: ClockedCase, rules: Rules): boolean => {
  const now = timersFor(
    { grade: file.grade, kind: file.kind, startAt: startOf(file), limitDays: file.limitDays ?? undefined },
    rules,
  )
  return JSON.stringify(now.refs) !== JSON.stringify(refsOf(file))
}

/** Carries out what a second person has approved. `requestedAt` is when the first asked: a pause stands from then. */
export async function carryOut(
  tx: Tx,
  request: ClockRequest,
  { requestedAt, ...act }: ClockAct & { requestedAt: Date },
): Promise<void> {
  switch (request.kind) {
    case 'pause':
      return await pauseClock(tx, request, act, requestedAt)
    case 'extend':
      return await extendClock(tx, request, act)
    case 'change-start':
      return request.registered
        ? await moveReceived(tx, new Date(request.at), act)
        : await moveStart(tx, { start: 'typed', at: new Date(request.at) }, act)
    case 'lower-grade':
      return await lowerGrade(tx, request.grade, act)
    case 'change-kind':
      return await changeKind(tx, request, act)
    case 'adopt-regimes':
      return await adoptRegimes(tx, act)
  }
}
