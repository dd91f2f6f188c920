export const passwordPolicyNames = ['djbh', 'asvs'] as const
export type PasswordPolicyName = (typeof passwordPolicyNames)[number]

export interface PasswordPolicy {
  name: PasswordPolicyName
  minLength: number
  /** How many of upper case, lower case, digits and other characters must occur. */
  minClasses: number
  /** How many earlier passwords may not come back. */
  history: number
  /** After so many days the owner is asked to change it; null: a good password does not age. */
  maxAgeDays: number | null
  /** Said beside the field before anyone types. */
  words: string
}

/**
 * `djbh` is what inspectors of 等保 expect (GB/T 22239—2019 7.1.4.1 a: 身份鉴别信息具有复杂度要求并定期更换). `asvs`
 * follows OWASP ASVS 5.0 6.2 and NIST SP 800-63B: length and a list of known passwords instead of composition
 * and expiry, which make people write `Passw0rd!3` on a note.
 */
export const passwordPolicies: Record<PasswordPolicyName, PasswordPolicy> = {
  djbh: {
    name: 'djbh',
    minLength: 10,
    minClasses: 3,
    history: 5,
    maxAgeDays: 90,
    words: '至少 10 个字符，含大写字母、小写字母、数字、符号（含汉字）中的三类',
  },
  asvs: {
    name: 'asvs',
    minLength: 12,
    minClasses: 1,
    history: 0,
    maxAgeDays: null,
    words: '至少 12 个字符，建议用几个不相干的词连成一句',
  },
}

const classes = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]

/**
 * Why a password is refused under a policy, or null. Known passwords and earlier ones are the server's to know.
 * @param names what belongs to the account and is guessed first: its name, its owner's
 */
export function passwordProblem(
  password: string,
  policy: PasswordPolicy,
  names: readonly string[],
): string | null {
  const length = [...password].length
  if (length < policy.minLength)
    return `至少 ${policy.minLength} 个字符，还差 ${policy.minLength - length} 个`
  const lower = password.toLowerCase()
  if (names.some((name) => name.length >= 2 && lower.includes(name.toLowerCase())))
    return '密码不能包含登录名或姓名，请另设一个'
  if (new Set(lower).size < 5) return '密码里不同的字符太少，请用一句只有您知道的话，或混用字母、数字和符号'
  if (classes.filter((one) => one.test(password)).length < policy.minClasses)
    return '密码须含大写字母、小写字母、数字、符号（含汉字）中的至少三类'
  return null
}

const dayMs = 86_400_000

/** When the policy asks for the next change; null when it never does. */
export const passwordDueAt = (policy: PasswordPolicy, setAt: Date | null): Date | null =>
  policy.maxAgeDays === null || setAt === null ? null : new Date(setAt.getTime() + policy.maxAgeDays * dayMs)
