/** Lets requests to one host through one after another, each at least a delay after the one before. */
export type HostGate = (host: string, delayMs: number) => Promise<void>

/** Takes the next free turn at a host, good for `delayMs` from then on; answers how many milliseconds it is away. */
export type TakeTurn = (host: string, delayMs: number) => Promise<number>

/**
 * Turns are given at once and waited for after, so callers of one host line up in the order they came while other
 * hosts pass freely. Where no pause is asked for (loopback of the demonstration) there is no line.
 */
export function hostGate(takeTurn: TakeTurn, wait: (ms: number) => Promise<void>): HostGate {
  return async (host, delayMs) => {
    if (delayMs <= 0) return
    const awayMs = await takeTurn(host, delayMs)
    if (awayMs > 0) await wait(awayMs)
  }
}

/** Turns of one process alone, for a dry run without a database. `ticks`: milliseconds that only grow. */
export function ownTurns(ticks: () => number): TakeTurn {
  const nextTurn = new Map<string, number>()
  return async (host, delayMs) => {
    const now = ticks()
    for (const [known, at] of nextTurn) if (at <= now) nextTurn.delete(known)
    const turn = Math.max(now, nextTurn.get(host) ?? 0)
    nextTurn.set(host, turn + delayMs)
    return turn - now
  }
}
