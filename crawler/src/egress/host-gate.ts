/** Lets requests to one host through one after another, each at least a delay after the one before. */
export type HostGate = (host: string, delayMs: number) => Promise<void>

export interface GateMeans {
  /** Milliseconds that only grow. */
  ticks: () => number
  wait: (ms: number) => Promise<void>
}

/**
 * The gate of one process. Turns are given at once and waited for after, so callers of one host line up in the
 * order they came while other hosts pass freely.
 */
export function hostGate({ ticks, wait }: GateMeans): HostGate {
  const nextTurn = new Map<string, number>()
  return async (host, delayMs) => {
    const now = ticks()
    for (const [known, at] of nextTurn) if (at <= now) nextTurn.delete(known)
    const turn = Math.max(now, nextTurn.get(host) ?? 0)
    nextTurn.set(host, turn + delayMs)
    if (turn > now) await wait(turn - now)
  }
}
