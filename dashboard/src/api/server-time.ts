/**
 * Countdowns follow the server's clock: a desk computer that runs ten minutes slow must not show ten minutes
 * more. The Date header has whole seconds only, so a difference below two seconds is left alone.
 */
let offsetMs = 0

export function noteServerTime(dateHeader: string | null, localNow = Date.now()): void {
  const server = dateHeader ? Date.parse(dateHeader) : Number.NaN
  if (Number.isNaN(server)) return
  const seen = server + 500 - localNow
  if (Math.abs(seen - offsetMs) >= 2000) offsetMs = seen
}

/** Now, as the server would say it. */
export const serverNow = (localNow = Date.now()): Date => new Date(localNow + offsetMs)
