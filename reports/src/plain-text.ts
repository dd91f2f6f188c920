// C0 and C1 controls, zero-width marks, bidirectional overrides, soft hyphens and byte order marks.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/**
 * Text of a page as one printable line. Bidirectional overrides are removed because they can make a printed
 * line read other than it is stored; everything visible stays as it was.
 */
export const plainText = (text: string): string => text.replace(invisible, '').replace(/\s+/g, ' ').trim()

/** `text` cut to `limit` characters (by code point), the cut shown as ……. */
export function shortened(text: string, limit: number): string {
  const characters = [...plainText(text)]
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}……`
}

/** A title in Chinese quotation marks, inner ones turned to single. */
export const quoted = (text: string): string => `“${plainText(text).replaceAll('“', '‘').replaceAll('”', '’')}”`

/**
 * A link short enough for a table: scheme left out, the middle elided. The whole address stays the target of
 * the link in the file.
 */
export function shortLink(url: string, limit = 56): string {
  const bare = plainText(url).replace(/^https?:\/\//, '')
  const characters = [...bare]
  if (characters.length <= limit) return bare
  const tail = Math.floor(limit / 3)
  return `${characters.slice(0, limit - tail - 1).join('')}…${characters.slice(-tail).join('')}`
}

/** Only web addresses become links in a file that leaders open; anything else is printed as text. */
export const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s]+$/i.test(url)
