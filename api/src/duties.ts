import { needsSecondFactor, type SecondFactorRule } from '@huiyin/domain/second-factor'
import type { Duty } from '@huiyin/domain/session'
import type { Account } from '@huiyin/store/accounts'

/** Who administers or audits signs in with two factors unless the installation says otherwise. */
export const defaultSecondFactorRule: SecondFactorRule = 'privileged'

/** What the account must do before anything else is let through. */
export function dutyOf(
  account: Account,
  {
    demonstration,
    rule = defaultSecondFactorRule,
  }: { demonstration: boolean; rule?: SecondFactorRule | undefined },
): Duty | null {
  if (account.mustChangePassword) return 'change-password'
  const lacksFactor = !account.hasSecondFactor && needsSecondFactor(account.roles, rule, { demonstration })
  return lacksFactor ? 'enrol-second-factor' : null
}
