import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from './free-port.js'

export interface TestRedis {
  url: string
  pid: number
  stop(): Promise<void>
}

/**
 * A real redis-server on a free port with a folder of its own, set up as the distributed installation is:
 * append-only file and no eviction.
 * @throws Error that says how to install it when there is no redis-server.
 */
export async function startTestRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-redis-'))
  const port = await freePort()
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''].concat([
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ]),
    { stdio: 'ignore' },
  )
  let failure: Error | null = null
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      failure =
        error.code === 'ENOENT'
          ? new Error('redis-server is not installed: apt-get install redis-server', { cause: error })
          : error
      resolve()
    })
    child.once('exit', (code) => {
      failure ??= new Error(`redis-server ended with ${code}`)
      resolve()
    })
  })
  const url = `redis://127.0.0.1:${port}`
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => 25, maxRetriesPerRequest: null })
  redis.on('error', () => undefined)
  try {
    await Promise.race([redis.ping(), ended])
  } finally {
    redis.disconnect()
  }
  if (failure) {
    rmSync(folder, { recursive: true, force: true })
    throw failure
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
