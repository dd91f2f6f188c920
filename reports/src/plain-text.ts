/** Control and format characters (Unicode Cc, Cf) other than white space: zero-width marks, overrides, BOM; variants. */
const invisible = /(?!\s)(?:\p{Cc}|\p{Cf}|\p{Variation_Selector})/gu

/** Pictures among letters, with skin tones and joined sequences; digits and ©, ★ and the like are letters. */
const emoji =
  /(?:(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)(?:\p{Emoji_Modifier}|\u200d|\ufe0f)*)+/gu

/**
 * Text of a page as one printable line. Bidirectional overrides are removed because they can make a printed
 * line read other than it is stored; everything visible stays as it was, but for
 * pictures (emoji), which faces for official documents lack: they are named as masks are, 〔表情〕.
 */
export const plainText = (text: string): string =>
  text.replace(emoji, '〔表情〕').replace(invisible, '').replace(/\s+/g, ' ').trim()

/** `text` cut to `limit` characters (by code point), the cut shown as ……. */
export function shortened(text: string, limit: number): string {
  const characters = [...plainText(text)]
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}……`
}

/** A title in Chinese quotation marks, inner ones turned to single. */
export const quoted = (text: string): string =>
  `“${plainText(text).replaceAll('“', '‘').replaceAll('”', '’')}”`

function decoded(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url
  }
}

/**
 * A link short enough for two lines of a table: scheme left out, Chinese decoded, the middle elided. The whole
 * address stays the target of the link in the file.
 */
export function shortLink(url: string, limit = 72): string {
  const bare = plainText(decoded(url)).replace(/^https?:\/\//, '')
  const characters = [...bare]
  if (characters.length <= limit) return bare
  const tail = Math.floor(limit / 3)
  return `${characters.slice(0, limit - tail - 1).join('')}…${characters.slice(-tail).join('')}`
}

/** Only web addresses become links in a file that leaders open; anything else is printed as text. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url)
