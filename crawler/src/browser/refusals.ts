/** What a page's scripts tried and were not given, by host. */
export interface Refusals {
  /** Notes one refused try; what is no address counts under its own words. */
  note(target: string): void
  /** Host with port → tries, most first. */
  byHost(): Record<string, number>
}

/** Hosts told apart; a page may make up as many as it likes. */
const mostHosts = 50

export function countRefusals(): Refusals {
  const counts = new Map<string, number>()
  return {
    note(target) {
      const host = URL.canParse(target) ? new URL(target).host || target.slice(0, 100) : target.slice(0, 100)
      const key = counts.has(host) || counts.size < mostHosts ? host : '其他'
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    byHost: () => Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)),
  }
}
