import { createHmac, hkdfSync } from 'node:crypto'

/**
 * The author as we keep him: keyed, so that one handle on one source stays one person for counting while nobody without
 * the key can go back to the handle (个人信息保护法 第七十三条 第三项: 去标识化). Each source has a key of its own, so that
 * the same handle on two sources is two people to us and no author is traced across sites.
 */
export function pseudonym(author: string, sourceId: string, secret: Buffer | string): string {
  const digest = createHmac('sha256', sourceKey(sourceId, secret)).update(author.trim()).digest('hex')
  return `网友${digest.slice(0, 8)}`
}

const sourceKey = (sourceId: string, secret: Buffer | string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'huiyin', `pseudonym ${sourceId}`, 32))
