import type { Tx } from '@huiyin/store/tx'

/** A 政策解读 past its limit and not published is told once. */
export async function noteLateInterpretations(tx: Tx): Promise<void> {
  const late = await tx.caseInstructions.lateInterpretations(tx.now)
  const refOf = ({ actionId }: { actionId: number }) => `interpretation-late:${actionId}`
  const fresh = new Set(await tx.noticeCauses.unknown(late.map(refOf)))
  for (const task of late)
    if (fresh.has(refOf(task)))
      await tx.noticeCauses.note(
        refOf(task),
        'interpretation-late',
        { unitCode: task.unitCode, limitAt: task.limitAt.toISOString() },
        task.caseFileId,
      )
}
