import { createHash } from 'node:crypto'

/**
 * One text, one hash: reposts that differ in spaces, full-width forms or line breaks are the same content.
 * Title and text are kept apart so that moving words between them changes it.
 */
export function contentHash(title: string, text: string): string {
  const bare = (part: string) => part.normalize('NFKC').replace(/\s+/gu, '')
  return createHash('sha256')
    .update(`${bare(title)}\n${bare(text)}`)
    .digest('hex')
}
