import { type PasswordPolicy, passwordProblem } from '@huiyin/domain/password-policy'

/** What to tell someone who is choosing a password, with how good it is in three steps. The server decides. */
export function passwordHint(
  password: string,
  name: string,
  policy: PasswordPolicy,
): { level: 0 | 1 | 2 | 3; words: string } {
  if (password.length === 0) return { level: 0, words: policy.words }
  const problem = passwordProblem(password, policy, [name])
  if (problem) return { level: 1, words: problem }
  return [...password].length >= 16 ? { level: 3, words: '强' } : { level: 2, words: '可以；再长一些更好' }
}
