import { type Actor, rolesOf } from '@huiyin/domain/actor'
import type { RegimeChoice, RuleChangeView } from '@huiyin/domain/http/rules'
import type { RuleChange } from '@huiyin/store/rules'
import { may, permits } from './policy.js'

/** Who may agree to a change of the rules as the second person. */
export const decidesRules = may('decide', 'rule-change')

/** A change as this reader sees it, with whether he may be its second person. */
export const presentRuleChange =
  (reader: Actor) =>
  ({ requestedById, requestedAt, decidedAt, body, ...change }: RuleChange): RuleChangeView => ({
    ...change,
    choice: change.kind === 'choose-regimes' ? (body as RegimeChoice) : null,
    requestedAt: requestedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    mayDecide:
      permits(decidesRules, rolesOf(reader)) &&
      change.state === 'pending' &&
      reader.kind === 'user' &&
      requestedById !== reader.userId,
    mayWithdraw: change.state === 'pending' && reader.kind === 'user' && requestedById === reader.userId,
  })
