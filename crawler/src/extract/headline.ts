import { judgeNames } from './names.js'
import type { Line, PageLines } from './page-lines.js'

/** Lines after the headline read for particulars; further down are other posts'. */
const after = 12
/** Some templates set the date above the headline. */
const before = 4
/** Lines at the end of which the particulars of a page without a headline must stand. */
const untitled = 60

/** The line that is the headline: of those that say the title the one in a heading, nearest above the text; or -1. */
export function headlineAt(page: PageLines, title: string, bodyFrom: number | null): number {
  const bare = title.replace(/\s/g, '')
  if (bare === '') return -1
  const end = bodyFrom === null ? page.lines.length : bodyFrom + 4
  let best = -1
  let bestWorth = 0
  page.lines.forEach((line, at) => {
    if (at >= end || line.text.length > bare.length * 2 + 8 || line.text.replace(/\s/g, '') !== bare) return
    const isHeading = judgeNames(line.element).isHeadline
    const worth = (isHeading ? 2 : 0) + (line.isClutter ? 0 : 1) + (line.linkLength > 0 ? 0 : 1)
    // Without a body to stand above, the first counts: later ones are links to the page itself.
    if (worth > bestWorth || (worth === bestWorth && bodyFrom !== null)) {
      best = at
      bestWorth = worth
    }
  })
  return best
}

/** The lines beside the headline that may say when, who and where from. */
export function nearHeadline(page: PageLines, at: number, bodyFrom: number | null): Line[] {
  const start = at < 0 ? Math.max(0, (bodyFrom ?? 0) - after) : Math.max(0, at - before)
  const end = at < 0 ? (bodyFrom === null ? untitled : bodyFrom + before) : at + after
  return page.lines.filter((line, i) => i >= start && i < end && i !== at && line.text.length <= 200)
}
