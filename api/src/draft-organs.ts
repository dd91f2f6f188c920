import { IllegalTransition } from '@huiyin/domain/errors'
import type { OrganView } from '@huiyin/domain/http/drafts'
import { organsNamed } from '@huiyin/domain/organs-named'
import type { DraftSummary } from '@huiyin/store/review-drafts'
import type { Wording } from '@huiyin/store/review-wordings'
import type { Tx } from '@huiyin/store/tx'

const standingOf = (
  { unitCode, wording }: { unitCode: string; wording: string },
  wordings: readonly Wording[],
): Wording | undefined => wordings.findLast((said) => said.unitCode === unitCode && said.wording === wording)

/**
 * The other organs a response speaks of, each with what it says to the very words that stand there now: whoever said
 * yes to other words is asked again (和硕 第十二条). A 专报 and a downgrade are not published and ask nobody.
 */
export async function organsOf(tx: Tx, draft: DraftSummary, text: string): Promise<OrganView[]> {
  if (draft.kind !== 'response') return []
  const own = [draft.unit?.code, draft.caseFile.leadUnitCode].filter((code) => typeof code === 'string')
  const organs = organsNamed(text, await tx.jurisdiction.units(), own)
  const wordings = await tx.reviewWordings.of(draft.id)
  return organs.map((organ) => {
    const said = standingOf(organ, wordings)
    return {
      ...organ,
      accused: draft.caseFile.accusedUnits.includes(organ.unitCode),
      state: said?.state ?? 'open',
      means: said?.means ?? null,
      reference: said?.reference ?? null,
      remarks: said?.remarks ?? null,
      by: said?.decidedBy ?? said?.askedBy ?? null,
      at: (said?.decidedAt ?? said?.askedAt)?.toISOString() ?? null,
    }
  })
}

/** @throws IllegalTransition naming the organs that have not said yes. */
export function refuseUnconfirmed(organs: readonly OrganView[]): void {
  const open = organs.filter(({ state }) => state !== 'confirmed' && state !== 'overruled')
  if (open.length === 0) return
  const names = open.map(({ name }) => name).join('、')
  throw new IllegalTransition(
    `文稿涉及${names}，尚未取得确认，不能终审通过（和硕 第十二条）：请先征求其确认，或由组长、副组长写明理由决定不经确认`,
  )
}
