import { InvalidInput } from '@huiyin/domain/errors'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { serviceUrl } from '@huiyin/store/roles'
import { openStore, type Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import type { Environment } from '../environment.js'
import { findSecret } from '../secret.js'
import { systemClock } from '../system-clock.js'

/** The service role's URL: from the supervisor, or derived from DATABASE_URL on a machine of its own. */
function serviceUrlOf(env: Environment): string {
  if (process.env.HUIYIN_SERVICE_URL) return process.env.HUIYIN_SERVICE_URL
  if (env.databaseUrl) return serviceUrl(env.databaseUrl)
  throw new InvalidInput('单独运行服务需要 DATABASE_URL；单机使用请执行 npm start')
}

/** Opens the store of one service process. */
export const connect = (env: Environment, log: Logger, max = 8): Promise<Store> => {
  const secret = findSecret(env)
  return openStore({
    databaseUrl: serviceUrlOf(env),
    ...(secret ? { auditKey: auditKeyFrom(secret) } : {}),
    ...(env.redisUrl ? { redisUrl: env.redisUrl } : {}),
    clock: systemClock,
    log,
    max,
  })
}
