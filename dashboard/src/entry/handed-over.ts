import type { EnteredPost } from '@huiyin/domain/http/received-items'

/**
 * The bookmarklet: opens our page in a new window and hands over address, title and selection behind the `#`, which
 * no server is sent and no content policy of the page forbids.
 */
export const bookmarklet = (origin: string): string =>
  `javascript:(()=>{const d=document;window.open(${JSON.stringify(`${origin}/entry`)}+'#'+encodeURIComponent(JSON.stringify({url:location.href,title:d.title,text:String(getSelection())})),'_blank')})()`

const longest = { url: 2_000, title: 300, text: 50_000 } as const

/** What a bookmarklet handed over; null for a fragment that none wrote. Anyone can write one, so it is only text. */
export function readHandedOver(hash: string): EnteredPost | null {
  try {
    const given: unknown = JSON.parse(decodeURIComponent(hash.replace(/^#/, '')))
    if (typeof given !== 'object' || given === null) return null
    const written: EnteredPost = {}
    for (const field of ['url', 'title', 'text'] as const) {
      const value = (given as Record<string, unknown>)[field]
      if (typeof value === 'string' && value.trim() !== '')
        written[field] = value.trim().slice(0, longest[field])
    }
    return Object.keys(written).length > 0 ? written : null
  } catch {
    return null
  }
}
