import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterAll } from 'vitest'
import { createTestDatabase } from '../testing.js'
import { startTestRedis } from '../testing-redis.js'
import { describeQueueContract } from './queue-contract.js'
import { openQueues } from './queues.js'

const log = pino({ level: 'silent' })
const backoffMs = 5

describeQueueContract('queues on PostgreSQL', async () => {
  const database = await createTestDatabase()
  return {
    open: (jobs) => openQueues({ databaseUrl: database.serviceUrl, jobs, backoffMs, log }),
    dispose: () => database.drop(),
  }
})

let redis: ReturnType<typeof startTestRedis> | undefined
afterAll(async () => (await redis)?.stop())

describeQueueContract('queues on Redis', async () => {
  redis ??= startTestRedis()
  const { url } = await redis
  const prefix = `test-${randomBytes(4).toString('hex')}`
  return {
    open: (jobs) => openQueues({ redisUrl: url, prefix, jobs, backoffMs, log }),
    dispose: async () => undefined,
  }
})
