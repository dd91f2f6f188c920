import { type EmbeddedServer, startEmbeddedServer } from '@huiyin/store/embedded-server'
import { migrate } from '@huiyin/store/migrate'
import { serviceUrl } from '@huiyin/store/roles'
import type { Logger } from 'pino'
import type { Environment } from '../environment.js'

export interface RunningDatabase {
  /** The service role's URL. */
  serviceUrl: string
  /** Resolves when the private server ended and could not be brought back; never for a foreign one. */
  lost: Promise<unknown>
  stop(): Promise<void>
}

/** A server that ends this often within `recoveredAfterMs` has something a restart does not mend. */
const mostRestarts = 5
const recoveredAfterMs = 60_000

/** The database of this installation, migrated: DATABASE_URL when given, else the private server of the data folder. */
export async function startDatabase(env: Environment, log: Logger): Promise<RunningDatabase> {
  if (env.databaseUrl) {
    await migrate(env.databaseUrl, log)
    return { serviceUrl: serviceUrl(env.databaseUrl), lost: new Promise(() => {}), stop: async () => {} }
  }
  const server = await startEmbeddedServer({ dataDir: env.dataDir, log })
  try {
    await migrate(server.ownerUrl, log)
  } catch (error) {
    await server.stop()
    throw error
  }
  return keepAlive(server, env.dataDir, log)
}

/** A crashed server is started again on the port the services know; they reconnect by themselves. */
function keepAlive(first: EmbeddedServer, dataDir: string, log: Logger): RunningDatabase {
  let server = first
  let stopping = false
  const watch = async (): Promise<void> => {
    for (let restarts = 0; ; ) {
      const startedAt = performance.now()
      const end = await server.ended
      if (stopping) return new Promise(() => {})
      if (performance.now() - startedAt > recoveredAfterMs) restarts = 0
      restarts += 1
      log.error({ ...end, restarts }, 'database ended')
      if (restarts > mostRestarts) return
      server = await startEmbeddedServer({ dataDir, log, port: first.port })
      if (server.port !== first.port) return // the services could not find it
    }
  }
  const lost = watch().catch((error: unknown) =>
    log.error({ err: error }, 'database could not be started again'),
  )
  return {
    serviceUrl: serviceUrl(first.ownerUrl),
    lost,
    async stop() {
      stopping = true
      await server.stop()
    },
  }
}
