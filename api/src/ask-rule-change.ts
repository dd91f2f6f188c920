import type { Actor } from '@huiyin/domain/actor'
import type { NewRuleChange, RuleChange } from '@huiyin/store/rules'
import type { Tx } from '@huiyin/store/tx'

/** What the audit calls the subject of a change. */
export const subjectOf = ({ kind, regimeCode }: Pick<NewRuleChange, 'kind' | 'regimeCode'>) =>
  kind === 'edit-notices'
    ? ({ kind: 'notice-rules' } as const)
    : ({ kind: 'regime', id: regimeCode } as const)

/**
 * Writes down a change that waits for its second person.
 * @throws Conflict while another change of the same waits.
 */
export async function askRuleChange(
  tx: Tx,
  change: NewRuleChange,
  by: Actor & { kind: 'user' },
): Promise<RuleChange> {
  const made = await tx.rules.request(change, by)
  const detail = { kind: made.kind, version: made.version, effectiveOn: made.effectiveOn }
  tx.audit.append({ action: 'rule.asked', subject: subjectOf(made), detail }, by)
  tx.announce('jurisdiction')
  return made
}
