import { beatEveryMs } from '@huiyin/store/service-beats'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import { explain } from '../output.js'

export interface RunningService {
  /** What the supervisor prints, e.g. the URL. */
  detail: Record<string, unknown>
  close(): Promise<void>
}

/**
 * The life of one service process: start, tell the supervisor, and stop on SIGTERM or when the supervisor is
 * gone. A Ctrl-C reaches the whole process group; the supervisor decides the order, so it is ignored here.
 */
export async function runService(
  name: string,
  log: Logger,
  start: () => Promise<RunningService>,
): Promise<void> {
  let stopping = false
  let running: RunningService | undefined
  const stop = async (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'service stops')
    try {
      await running?.close()
    } catch (error) {
      log.error({ err: error }, 'service did not close cleanly')
    }
    process.exit(0)
  }
  const isChild = process.send !== undefined
  process.on('SIGINT', () => {
    if (!isChild) void stop('SIGINT')
  })
  process.on('SIGTERM', () => void stop('SIGTERM'))
  process.on('disconnect', () => void stop('supervisor is gone'))
  try {
    running = await start()
  } catch (error) {
    log.fatal({ err: error, service: name }, 'service could not start')
    // The message must have left before the process does.
    if (isChild) await new Promise((resolve) => process.send?.({ failure: explain(error) }, resolve))
    process.exit(1)
  }
  if (stopping) await running.close()
  log.info({ ...running.detail }, 'service is ready')
  process.send?.({ ready: running.detail })
}

/** Writes this process's sign of life to the store until the returned function is called. */
export function beat(store: Store, service: 'api' | 'crawler' | 'analyzer', log: Logger): () => void {
  const startedAt = new Date()
  const instance = process.env.HUIYIN_INSTANCE ?? `${process.env.HOSTNAME ?? 'local'}-${service}`
  const restarts = Number(process.env.HUIYIN_RESTARTS ?? 0)
  const once = () =>
    store
      .as({ kind: 'service', name: service })
      .transaction((tx) =>
        tx.serviceBeats.beat({ service, instance, pid: process.pid, startedAt, detail: { restarts } }),
      )
      .catch((error: unknown) => log.warn({ err: error }, 'sign of life could not be written'))
  void once()
  const timer = setInterval(once, beatEveryMs)
  return () => clearInterval(timer)
}
