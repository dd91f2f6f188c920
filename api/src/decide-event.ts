import type { Actor } from '@huiyin/domain/actor'
import { IllegalTransition, InvalidInput } from '@huiyin/domain/errors'
import type { Decision } from '@huiyin/domain/judgement'
import { gradeLabel, isGraver } from '@huiyin/domain/severity'
import type { Tx } from '@huiyin/store/tx'
import type { ApiKeywords } from './deps.js'
import { raiseGrade } from './refit-clocks.js'
import { rulesNow } from './rules-in-force.js'

/**
 * 研判 by an officer. Before acceptance anything may be decided and withdrawn. Once a case file runs, its grade
 * can be raised with a reason: the stricter clocks start from the same start. Lowering it takes a second person's
 * approval and a change of unit is a dispatch, so both are refused here (docs/rules.md §1). That whom it accuses was
 * checked may be said at any time, alone or with a decision.
 */
export async function decideEvent(
  tx: Tx,
  id: string,
  { accusedChecked, ...decision }: Decision,
  keywords: ApiKeywords,
  by: Actor & { kind: 'user' },
): Promise<void> {
  const event = await tx.eventViews.lock(id)
  if (accusedChecked) {
    await tx.eventViews.checkAccused(id, by)
    if (Object.keys(decision).length === 0) return
  }
  if (event.state === 'accepted') await raiseCase(tx, id, decision, keywords, by)
  await tx.eventViews.decide(
    id,
    event.state === 'accepted' ? { ...event.decided, ...decision } : decision,
    by.name,
  )
}

async function raiseCase(
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
      `事件已按${gradeLabel[file.grade]}受理，只能调高等级；降低等级请在案件页申请，由第二人批准`,
      { grade, running: file.grade },
    )
  if (!reason)
    throw new InvalidInput('调高已受理事件的等级须写明理由', [{ field: 'reason', message: '必须填写' }])
  const { emergency } = await tx.eventViews.lock(id)
  await raiseGrade(
    tx,
    { grade, kind: emergency ? 'emergency' : file.kind },
    { file: await tx.caseClocks.hold(file.id), rules: await rulesNow(tx, keywords), reason, by },
  )
}
