/** One visit's claim to the place for large pages. */
export interface LargeClaim {
  /** Waits until no other visit has a large page; a visit that has the place enters at once. */
  enter(): Promise<void>
  /** What the visit fetched is read or given up; to be called once, whether it entered or not. */
  leave(): void
}

/**
 * A process has one place for a large page, from when its size shows until it has been read: pages of 30 MB that are
 * read side by side would be its whole memory. Those that wait meanwhile hold only what came before.
 */
export function largePlace(): () => LargeClaim {
  const line: (() => void)[] = []
  let isTaken = false
  const pass = () => {
    const next = line.shift()
    if (next) next()
    else isTaken = false
  }
  return () => {
    let entered: Promise<void> | null = null
    let isIn = false
    let hasLeft = false
    const take = () => {
      // Given up while it stood in line.
      if (hasLeft) pass()
      else isIn = true
    }
    const enter = async () => {
      if (isTaken) await new Promise<void>((resolve) => line.push(resolve))
      isTaken = true
      take()
    }
    return {
      enter: () => {
        entered ??= enter()
        return entered
      },
      leave() {
        hasLeft = true
        if (!isIn) return
        isIn = false
        // The pieces it came in: the engine by itself lets 64 MB of them gather before it looks.
        globalThis.gc?.()
        pass()
      },
    }
  }
}
