import { type Change, type ChangeTopic, changeTopics } from '@huiyin/domain/change'
import pg from 'pg'
import type { Logger } from 'pino'

/** The PostgreSQL channel that carries change topics. */
export const changeChannel = 'huiyin_change'

/** Between two attempts to listen again: short enough that a screen is not stale, long enough not to storm. */
const reconnectMs = 1_000

export interface ChangeListener {
  listen(hear: (change: Change) => void): Promise<() => void>
  close(): Promise<void>
}

const isTopic = (text: string | undefined): text is ChangeTopic =>
  changeTopics.some((topic) => topic === text)

/** One connection a process listens on, opened by the first who asks and opened again when it is lost. */
export function openChangeListener(databaseUrl: string, log: Logger): ChangeListener {
  const hearers = new Set<(change: Change) => void>()
  let client: pg.Client | null = null
  let connecting: Promise<void> | null = null
  let retry: NodeJS.Timeout | undefined
  let isClosed = false

  const tell = (topic: ChangeTopic) => {
    for (const hear of hearers) hear({ topic })
  }

  const lost = (failed: pg.Client, error?: Error) => {
    if (client !== failed) return
    client = null
    connecting = null
    failed.end().catch(() => undefined)
    if (isClosed) return
    log.warn({ err: error }, 'change listener lost its connection')
    retryLater()
  }

  const retryLater = () => {
    retry = setTimeout(() => {
      if (connecting) return
      connecting = connect()
      connecting.then(
        // What changed meanwhile was not heard: everyone asks again.
        () => changeTopics.forEach(tell),
        () => {
          connecting = null
          if (!isClosed) retryLater()
        },
      )
    }, reconnectMs)
  }

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'huiyin-listen',
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    })
    fresh.on('error', (error) => lost(fresh, error))
    fresh.on('end', () => lost(fresh))
    fresh.on('notification', ({ payload }) => {
      if (isTopic(payload)) tell(payload)
    })
    await fresh.connect()
    await fresh.query(`listen ${changeChannel}`)
    client = fresh
  }

  return {
    async listen(hear) {
      hearers.add(hear)
      try {
        connecting ??= connect()
        await connecting
      } catch (error) {
        connecting = null
        hearers.delete(hear)
        throw error
      }
      return () => {
        hearers.delete(hear)
      }
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      hearers.clear()
      await connecting?.catch(() => undefined)
      await client?.end()
    },
  }
}
