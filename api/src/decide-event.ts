import type { Actor } from '@huiyin/domain/actor'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { Decision } from '@huiyin/domain/judgement'
import { gradeLabel, isGraver } from '@huiyin/domain/severity'
import type { Tx } from '@huiyin/store/tx'
import { timersFor } from './accept-event.js'
import type { ApiKeywords } from './deps.js'

/**
 * 研判 by an officer. Before acceptance anything may be decided and withdrawn. Once a case file runs, its grade
 * can be raised with a reason: the stricter clocks start from the same start. Lowering it needs an approval and
 * a change of unit is a dispatch, so both are refused here (docs/rules.md §1).
 */
export async function decideEvent(
  tx: Tx,
  id: string,
  decision: Decision,
  keywords: ApiKeywords,
  by: Actor & { kind: 'user' },
): Promise<void> {
  const event = await tx.eventViews.lock(id)
  if (event.state === 'accepted') await raiseGrade(tx, id, decision, keywords, by)
  await tx.eventViews.decide(
    id,
    event.state === 'accepted' ? { ...event.decided, ...decision } : decision,
    by.name,
  )
}

async function raiseGrade(
  tx: Tx,
  id: string,
  { grade, unitCode, reason }: Decision,
  keywords: ApiKeywords,
  by: Actor & { kind: 'user' },
): Promise<void> {
  const file = await tx.caseFiles.ofEvent(id)
  if (unitCode !== undefined && unitCode !== file.leadUnit?.code)
    throw new IllegalTransition('事件已受理，更换责任单位请在案件中交办', { unitCode })
  if (grade === undefined || !isGraver(grade, file.grade))
    throw new IllegalTransition(
      `事件已按${gradeLabel[file.grade]}受理，只能调高等级；降低等级须经领导小组审批，目前请以备注记录`,
      { grade, running: file.grade },
    )
  if (!reason)
    throw new InvalidInput('调高已受理事件的等级须写明理由', [{ field: 'reason', message: '必须填写' }])
  const { emergency, firstFoundAt } = await tx.eventViews.lock(id)
  const kind = emergency ? 'emergency' : file.kind
  const startAt = file.deadlines[0]?.startAt ?? firstFoundAt
  const timers = timersFor({ regimeCode: file.regimeCode, grade, kind, startAt }, keywords)
  const running = new Set(file.deadlines.map(({ code }) => code))
  const joining = timers.filter(({ code }) => !running.has(code)).map(({ name }) => name)
  const clocks = joining.length > 0 ? `；自原起算时间新增时限：${joining.join('、')}` : ''
  const note = `等级由${gradeLabel[file.grade]}调高为${gradeLabel[grade]}：${reason}${clocks}`
  await tx.caseFiles.raise(file.id, { grade, kind, timers, note }, by)
}
