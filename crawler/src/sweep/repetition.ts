import { shapeOf } from './sweep-run.js'

/** Pages of one shape after which it can be told that they repeat each other. */
const tellingPages = 20
const repeatedShare = 0.9

/**
 * Watches for addresses that are new every time while what they show is not: session ids, calendars, sort orders.
 * `notes` answers true once for a shape of which nearly all pages held nothing new.
 */
export function repetition(): { notes: (url: string, added: number) => boolean } {
  const seen = new Map<string, { pages: number; repeated: number; told: boolean }>()
  return {
    notes(url, added) {
      const shape = shapeOf(url)
      const so = seen.get(shape) ?? { pages: 0, repeated: 0, told: false }
      so.pages += 1
      if (added === 0) so.repeated += 1
      seen.set(shape, so)
      const isTrap = so.pages >= tellingPages && so.repeated / so.pages >= repeatedShare
      if (!isTrap || so.told) return false
      so.told = true
      return true
    },
  }
}
