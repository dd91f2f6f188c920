import { amendmentNotice as notice } from '@huiyin/domain/case-action'
import { IllegalTransition } from '@huiyin/domain/errors'
import type { AskAmendment, ReceiveAmendment } from '@huiyin/domain/http/matters'
import type { CaseFileId } from '@huiyin/domain/ids'
import type { ClockedCase } from '@huiyin/store/case-clocks'
import type { Tx } from '@huiyin/store/tx'
import { type ClockAct, live, refsOf, startOf, why } from './clock-act.js'
import { type Rules, timersFor } from './rules-in-force.js'
import { moveStart, resumeClock } from './stretch-clock.js'

type Person = ClockAct['by']
const answer = 'disclosure'

const answerClock = (file: ClockedCase) => {
  const clock = file.kind === 'disclosure' ? live(file).find(({ code }) => code === answer) : undefined
  if (!clock) throw new IllegalTransition('本案不是待答复的依申请公开事项，不能登记补正')
  return clock
}

/**
 * 补正告知: the one notice is recorded on its own seven-day clock, begun with the application, and the pause of the
 * answer is asked for; it stands once a second person agrees (勺米 依申请公开 第四条（二）3).
 * @throws IllegalTransition when it was given before, or the case is no unanswered application.
 */
export async function askAmendment(
  tx: Tx,
  id: string,
  { reference, summary }: AskAmendment,
  { rules, by }: { rules: Rules; by: Person },
): Promise<void> {
  const file = await tx.caseClocks.hold(id)
  answerClock(file)
  if (file.clocks.some(({ code, metAt }) => code === notice && metAt !== null))
    throw new IllegalTransition('补正只能一次性告知，本案已告知过；不能再次要求补正')
  const { timers } = timersFor(
    { grade: file.grade, kind: notice, startAt: startOf(file) },
    rules,
    refsOf(file),
  )
  const act = { file, rules, reason: '申请内容不明确，须一次性告知补正', by }
  await tx.caseClocks.start(
    id,
    timers.filter(({ code }) => code === notice),
    why(act, 'opened'),
    by,
  )
  const evidence = { kind: 'written-reply', reference, summary } as const
  await tx.caseFiles.act(id as CaseFileId, { kind: 'responded', timerCode: notice, evidence }, by)
  await tx.clockChanges.request(
    id,
    {
      request: { kind: 'pause', timerCode: answer, cause: 'amendment' },
      reason: `已告知补正（${reference}）：${summary}`.slice(0, 500),
    },
    by,
  )
}

/**
 * 收到补正: the answer is due counted from now, the day the amended application came (第四条（二）3); the second
 * person agreed to that with the pause. Earlier values stay in the clock's revisions.
 * @throws IllegalTransition while no pause for an amendment stands.
 */
export async function receiveAmendment(
  tx: Tx,
  id: string,
  { reason }: ReceiveAmendment,
  { rules, by }: { rules: Rules; by: Person },
): Promise<void> {
  const file = await tx.caseClocks.hold(id)
  const standing = answerClock(file).pauses.find(({ until }) => until === null)
  if (standing?.cause !== 'amendment')
    throw new IllegalTransition('等待补正的暂停尚未批准：请先由第二人批准补正告知的暂停申请，再登记收到补正')
  await resumeClock(tx, { timerCode: answer, reason }, { file, rules, reason, by })
  const resumed = await tx.caseClocks.hold(id)
  const act = { file: resumed, rules, reason: `收到补正：${reason}`, by }
  await moveStart(tx, { start: 'received', at: tx.now }, act)
}
