/** The server asks for ten characters; everything else is advice (length beats symbols). */
export const passwordMin = 10

/** What to tell someone who is choosing a password, with how good it is in three steps. */
export function passwordHint(password: string, name: string): { level: 0 | 1 | 2 | 3; words: string } {
  if (password.length === 0)
    return { level: 0, words: `至少 ${passwordMin} 个字符，建议用几个不相干的词连成一句` }
  if (password.length < passwordMin)
    return { level: 1, words: `还差 ${passwordMin - password.length} 个字符` }
  if (name.length > 1 && password.toLowerCase().includes(name.toLowerCase()))
    return { level: 1, words: '请不要包含账号名' }
  if (new Set(password).size < 5) return { level: 1, words: '重复的字符太多，容易被猜中' }
  if (/^\d+$/.test(password)) return { level: 1, words: '只有数字，容易被猜中，建议加入文字' }
  return password.length >= 14 ? { level: 3, words: '强' } : { level: 2, words: '可以；再长一些更好' }
}
