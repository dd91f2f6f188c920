/** How soon an ended `npm start` is noticed. */
const lookEveryMs = 250

/** Resolves on the first sign to stop; further ones are ignored while stopping. */
export const stopSignal = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    if (process.env.npm_lifecycle_event) whenOrphaned(() => resolve('npm ended'))
  })

/** The same for work that is broken off and cleared away: aborted on the first sign to stop. */
export function abortOnStop(): AbortSignal {
  const controller = new AbortController()
  stopSignal().then(() => controller.abort())
  return controller.signal
}

/**
 * npm runs a script through a shell and, when it is told to end, ends that shell and not what runs in it: the only
 * sign left to us is that our parent has changed. Started without npm, a parent may leave as it likes.
 */
function whenOrphaned(then: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    then()
  }, lookEveryMs)
  timer.unref()
}
