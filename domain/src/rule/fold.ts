import { normalize } from '../text/normalize.js'

/** Small letters for capital ones, ASCII only: the length never changes, so offsets hold. */
export const foldCase = (text: string): string =>
  /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()) : text

/** A term as it is looked for: NFKC, no zero-width characters, one case, single blanks; '' when nothing is left. */
export function foldTerm(raw: string): string {
  let text = raw
  // Taking out a zero-width character can leave markup behind, which the next pass takes out.
  for (let pass = 0; pass < 4; pass += 1) {
    const next = foldCase(normalize(text).text).replace(/\s+/gu, ' ').trim()
    if (next === text) break
    text = next
  }
  return text
}

/** Full-width signs as ASCII ones, character by character, so that a place in the result is a place in the source. */
export const halfWidth = (source: string): string =>
  source.replace(/[\u3000\uff01-\uff5e]/g, (char) =>
    char === '\u3000' ? ' ' : String.fromCharCode(char.charCodeAt(0) - 0xfee0),
  )
