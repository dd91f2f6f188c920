import { InvalidInput } from '@huiyin/domain/errors'
import { serviceUrl } from '@huiyin/store/roles'
import { openStore, type Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Environment } from '../environment.js'
import { systemClock } from '../system-clock.js'

/** The service role's URL: from the supervisor, or derived from DATABASE_URL on a machine of its own. */
function serviceUrlOf(env: Environment): string {
  if (process.env.HUIYIN_SERVICE_URL) return process.env.HUIYIN_SERVICE_URL
  if (env.databaseUrl) return serviceUrl(env.databaseUrl)
  throw new InvalidInput('单独运行服务需要 DATABASE_URL；单机使用请执行 npm start')
}

/** Opens the store of one service process. */
export const connect = (env: Environment, log: Logger, max = 8): Promise<Store> =>
  openStore({
    databaseUrl: serviceUrlOf(env),
    ...(env.redisUrl ? { redisUrl: env.redisUrl } : {}),
    clock: systemClock,
    log,
    max,
  })
