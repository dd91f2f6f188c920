import { startEmbeddedServer } from '@huiyin/store/embedded-server'
import { migrate } from '@huiyin/store/migrate'
import { serviceUrl } from '@huiyin/store/roles'
import type { Logger } from 'pino'
import type { Environment } from '../environment.js'

export interface RunningDatabase {
  /** The service role's URL. */
  serviceUrl: string
  /** True for the private server of the data folder. */
  embedded: boolean
  /** Settles when the private server ended; never for a foreign one. */
  ended: Promise<unknown>
  stop(): Promise<void>
}

/** The database of this installation, migrated: DATABASE_URL when given, else the private server of the data folder. */
export async function startDatabase(env: Environment, log: Logger): Promise<RunningDatabase> {
  if (env.databaseUrl) {
    await migrate(env.databaseUrl, log)
    return {
      serviceUrl: serviceUrl(env.databaseUrl),
      embedded: false,
      ended: new Promise(() => {}),
      stop: async () => {},
    }
  }
  const server = await startEmbeddedServer({ dataDir: env.dataDir, log })
  try {
    await migrate(server.ownerUrl, log)
  } catch (error) {
    await server.stop()
    throw error
  }
  return {
    serviceUrl: serviceUrl(server.ownerUrl),
    embedded: true,
    ended: server.ended,
    stop: () => server.stop(),
  }
}
