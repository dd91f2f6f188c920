import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { lockDataFolder } from '@huiyin/store/data-folder-lock'
import { startEmbeddedServer } from '@huiyin/store/embedded-server'
import { openPhysicalBackup, ownerUrlOf, type PhysicalBackup } from '@huiyin/store/physical-backup'
import { serviceUrl } from '@huiyin/store/roles'
import type { Environment } from '../environment.js'
import { createLogger } from '../logging.js'
import { readRuntime } from '../supervisor/runtime-file.js'

/** @throws InvalidInput when the folder is no data folder: starting a server on it would make one. */
export function refuseNoDataFolder(dataDir: string): void {
  if (!existsSync(join(dataDir, 'postgres', 'PG_VERSION')))
    throw new InvalidInput(
      `${dataDir} 不是回音的数据目录（其中没有数据库）。请用 --data 或环境变量 HUIYIN_DATA 指定数据目录`,
    )
}

/**
 * Lends the running server of a data folder; when none runs, takes the folder's lock and starts the server alone for as
 * long as the copy takes, without migrating anything. (One way of copying for both: a server that starts also finishes
 * what a crash left and ends an orphan.)
 */
export async function withBackupSource<T>(
  env: Environment,
  work: (source: PhysicalBackup, at: { running: boolean; serviceUrl: string }) => Promise<T>,
): Promise<T> {
  const { dataDir } = env
  const clusterDir = join(dataDir, 'postgres')
  const runtime = readRuntime(dataDir)
  if (runtime)
    return lend(ownerUrlOf(runtime.serviceUrl, dataDir), clusterDir, (source) =>
      work(source, { running: true, serviceUrl: runtime.serviceUrl }),
    )
  const lock = lockDataFolder(dataDir)
  try {
    const server = await startEmbeddedServer({ dataDir, log: createLogger('backup', 'warn') })
    try {
      return await lend(server.ownerUrl, clusterDir, (source) =>
        work(source, { running: false, serviceUrl: serviceUrl(server.ownerUrl) }),
      )
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

async function lend<T>(
  ownerUrl: string,
  clusterDir: string,
  work: (source: PhysicalBackup) => Promise<T>,
): Promise<T> {
  const source = await openPhysicalBackup(ownerUrl, clusterDir)
  try {
    return await work(source)
  } finally {
    await source.close()
  }
}
