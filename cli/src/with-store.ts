import { lockDataFolder } from '@huiyin/store/data-folder-lock'
import { openStore, type Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Environment } from './environment.js'
import { createLogger } from './logging.js'
import { startDatabase } from './supervisor/database.js'
import { readRuntime } from './supervisor/runtime-file.js'
import { systemClock } from './system-clock.js'

/**
 * Lends a command the store: of the running installation when one runs on this data folder, else of
 * DATABASE_URL, else of the private database, started for as long as the command takes.
 */
export async function withStore<T>(
  env: Environment,
  work: (store: Store, log: Logger) => Promise<T>,
): Promise<T> {
  const log = createLogger('cli', process.env.LOG_LEVEL ? env.logLevel : 'warn')
  const runtime = env.databaseUrl ? null : readRuntime(env.dataDir)
  if (runtime) return lend({ databaseUrl: runtime.serviceUrl, redisUrl: runtime.redisUrl }, log, work)
  const lock = env.databaseUrl ? null : lockDataFolder(env.dataDir)
  try {
    const database = await startDatabase(env, log)
    try {
      return await lend({ databaseUrl: database.serviceUrl, redisUrl: env.redisUrl }, log, work)
    } finally {
      await database.stop()
    }
  } finally {
    lock?.release()
  }
}

async function lend<T>(
  { databaseUrl, redisUrl }: { databaseUrl: string; redisUrl: string | undefined },
  log: Logger,
  work: (store: Store, log: Logger) => Promise<T>,
): Promise<T> {
  const store = await openStore({
    databaseUrl,
    ...(redisUrl ? { redisUrl } : {}),
    clock: systemClock,
    log,
    max: 3,
  })
  try {
    return await work(store, log)
  } finally {
    await store.close()
  }
}
