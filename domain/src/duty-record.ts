import { undoWithinMs } from './case-undo.js'
import type { DutyInstance } from './duty-calendar.js'
import { IllegalTransition, InvalidInput } from './errors.js'
import type { Day } from './shanghai.js'

/**
 * The day a duty was done, as it may be entered.
 * @throws InvalidInput for a day still to come, or one before the period began.
 */
export function checkDoneOn(doneOn: Day, { period }: Pick<DutyInstance, 'period'>, today: Day): void {
  const refuse = (message: string): never => {
    throw new InvalidInput(message, [{ field: 'doneOn', message }])
  }
  if (doneOn > today) refuse('完成日期不能晚于今天')
  if (doneOn < period.from) refuse(`完成日期不能早于本期开始的 ${period.from}`)
}

/**
 * Whether a record may be taken back: one's own within the ten seconds everything may be undone in, later and
 * another's with a reason.
 * @throws IllegalTransition when it is withdrawn already; InvalidInput without the reason.
 */
export function checkDutyWithdrawal(
  record: { readonly recordedById: string; readonly recordedAt: Date; readonly withdrawnAt: Date | null },
  reason: string | undefined,
  userId: string,
  now: Date,
): void {
  if (record.withdrawnAt !== null) throw new IllegalTransition('这条登记已撤回')
  const isFresh = now.getTime() - record.recordedAt.getTime() <= undoWithinMs
  if (record.recordedById === userId && isFresh) return
  if ((reason ?? '').trim().length < 2)
    throw new InvalidInput('登记已超过 10 秒或为他人登记，撤回须写明理由', [
      { field: 'reason', message: '请写明撤回的理由' },
    ])
}
