import { auditKeyFrom } from '@huiyin/store/audit-key'
import { lockDataFolder } from '@huiyin/store/data-folder-lock'
import { openStore, type Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Environment } from './environment.js'
import { createLogger } from './logging.js'
import { findSecret, loadSecret } from './secret.js'
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
  const at = { redisUrl: env.redisUrl, secret: findSecret(env) }
  if (runtime) return lend({ ...at, databaseUrl: runtime.serviceUrl, redisUrl: runtime.redisUrl }, log, work)
  const lock = env.databaseUrl ? null : lockDataFolder(env.dataDir)
  try {
    const database = await startDatabase(env, log)
    try {
      // A private database begins with its key; one of its own machine has it from there or not at all.
      const secret = env.databaseUrl ? at.secret : loadSecret(env)
      return await lend({ ...at, databaseUrl: database.serviceUrl, secret }, log, work)
    } finally {
      await database.stop()
    }
  } finally {
    lock?.release()
  }
}

/**
 * Lends a command that can do without it the store of an installation that may be at work: the running one of this
 * data folder, or DATABASE_URL. Null when there is neither: nothing is started, and no data folder made.
 */
export const withRunningStore = <T>(
  env: Environment,
  work: (store: Store | null) => Promise<T>,
): Promise<T> => (env.databaseUrl || readRuntime(env.dataDir) ? withStore(env, work) : work(null))

async function lend<T>(
  {
    databaseUrl,
    redisUrl,
    secret,
  }: { databaseUrl: string; redisUrl: string | undefined; secret: string | undefined },
  log: Logger,
  work: (store: Store, log: Logger) => Promise<T>,
): Promise<T> {
  const store = await openStore({
    databaseUrl,
    ...(redisUrl ? { redisUrl } : {}),
    ...(secret ? { auditKey: auditKeyFrom(secret) } : {}),
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
