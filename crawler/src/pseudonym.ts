import { createHmac } from 'node:crypto'

/**
 * The author as we keep him: keyed, so that one handle on one source stays one person for counting while
 * nobody without the key can go back to the handle (个人信息保护法 第七十三条: 去标识化). The same handle on another
 * source is another person to us: authors are not traced across sites.
 */
export function pseudonym(author: string, sourceId: string, secret: Buffer | string): string {
  const digest = createHmac('sha256', secret).update(`${sourceId}\n${author.trim()}`).digest('hex')
  return `网友${digest.slice(0, 6)}`
}
