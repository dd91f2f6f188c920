/**
 * What `matchAll` would give for `pattern`, which is sticky: it is tried only where a character stands that it may begin
 * with, at a third of the cost for alternatives that begin with two or three dozen characters (bench/analyze.mjs).
 */
export function matchesFrom(
  text: string,
  pattern: RegExp,
  mayBegin: Uint8Array,
  mayGoOn: Uint8Array | null = null,
): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  for (let at = 0; at < text.length; at += 1) {
    if (mayBegin[text.charCodeAt(at)] === 0) continue
    if (mayGoOn && mayGoOn[text.charCodeAt(at + 1)] !== 1) continue
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) continue
    found.push(match)
    at += match[0].length - 1
  }
  return found
}
