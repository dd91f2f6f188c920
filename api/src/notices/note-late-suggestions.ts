import type { Tx } from '@huiyin/store/tx'

/** A suggestion past its limit and unanswered is told once for each limit it was given. */
export async function noteLateSuggestions(tx: Tx): Promise<void> {
  const facts = (await tx.supervisorSuggestions.late()).map(({ id, number, unitCode, limitOn }) => ({
    ref: `suggestion-late:${id}:${limitOn}`,
    detail: { number, unitCode, limitOn },
  }))
  const fresh = new Set(await tx.noticeCauses.unknown(facts.map(({ ref }) => ref)))
  for (const { ref, detail } of facts)
    if (fresh.has(ref)) await tx.noticeCauses.note(ref, 'suggestion-late', detail)
}
