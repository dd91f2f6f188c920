import type { Role } from './actor.js'

/** Who must sign in with a second factor; `nobody` leaves it to each owner. */
export const secondFactorRules = ['privileged', 'leaders', 'nobody'] as const
export type SecondFactorRule = (typeof secondFactorRules)[number]

const demandedOf: Record<SecondFactorRule, readonly Role[]> = {
  privileged: ['administrator', 'auditor'],
  leaders: ['administrator', 'auditor', 'leader', 'deputy-leader'],
  nobody: [],
}

/**
 * Whether these roles must enrol a second factor (ASVS 5.0 6.3.3; 等保 asks it from level three on, 8.1.4.1 d,
 * so level two gets more than it must). Never in the demonstration: there is nothing to protect and a visitor has no authenticator.
 */
export const needsSecondFactor = (
  roles: readonly Role[],
  rule: SecondFactorRule,
  { demonstration }: { demonstration: boolean },
): boolean => !demonstration && roles.some((role) => demandedOf[rule].includes(role))
