import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import type { PostgresBinaries } from './embedded-binaries.js'
import { EmbeddedServerFailed } from './embedded-failure.js'
import { handOver, type Launch, launchCommand } from './system-user.js'

/** The major version of the binaries; a cluster of another one cannot be read by them. */
export const postgresMajor = 18

export interface ClusterPlan {
  dataDir: string
  clusterDir: string
  binaries: PostgresBinaries
  launch: Launch
  ownerRole: string
  log: Logger
}

/** The owner's password of a data folder, or null before the first start. */
export function readPassword(dataDir: string): string | null {
  const path = join(dataDir, 'postgres-password')
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}

/**
 * Makes sure there is a cluster and answers the owner's password.
 * @throws EmbeddedServerFailed when the cluster is of another version, or its password file is gone.
 */
export async function prepareCluster(plan: ClusterPlan): Promise<string> {
  const { dataDir, clusterDir, launch } = plan
  const versionFile = join(clusterDir, 'PG_VERSION')
  if (!existsSync(versionFile)) return createCluster(plan)
  const version = readFileSync(versionFile, 'utf8').trim()
  if (Number(version) !== postgresMajor)
    throw new EmbeddedServerFailed(
      `数据文件夹 ${clusterDir} 是 PostgreSQL ${version} 的，本程序使用 ${postgresMajor}。请用原版本执行 huiyin backup，再用本版本 huiyin restore`,
      { clusterDir, version },
    )
  const password = readPassword(dataDir)
  if (!password)
    throw new EmbeddedServerFailed(
      `数据文件夹里有数据库，但口令文件 ${join(dataDir, 'postgres-password')} 不见了。请从备份放回该文件`,
      { dataDir },
    )
  if (launch.uid !== undefined && statSync(clusterDir).uid !== launch.uid) handOver(clusterDir, launch)
  return password
}

/** initdb into a folder beside and a rename: a crash half way leaves nothing that looks like a cluster. */
async function createCluster({ dataDir, clusterDir, binaries, launch, ownerRole, log }: ClusterPlan) {
  if (existsSync(clusterDir))
    throw new EmbeddedServerFailed(`${clusterDir} 已存在但不是数据库。请移走它，或用 --data 指定别的文件夹`, {
      clusterDir,
    })
  const password = readPassword(dataDir) ?? randomBytes(24).toString('base64url')
  writeFileSync(join(dataDir, 'postgres-password'), `${password}\n`, { mode: 0o600 })
  const fresh = `${clusterDir}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { mode: 0o700 })
  handOver(fresh, launch)
  // Not in the system's temporary folder: that may be closed to the user PostgreSQL runs as.
  const secretDir = join(dataDir, 'initdb-secret')
  rmSync(secretDir, { recursive: true, force: true })
  mkdirSync(secretDir, { mode: 0o700 })
  try {
    const passwordFile = join(secretDir, 'password')
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
    handOver(secretDir, launch)
    const { program, args, ids } = launchCommand(launch, binaries.initdb, [
      ...['-D', fresh, `--username=${ownerRole}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', '--locale=C', '--no-instructions'],
    ])
    await promisify(execFile)(program, args, {
      ...ids,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
    })
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    throw new EmbeddedServerFailed(`数据库初始化失败：${stderr?.trim() || message}`, { clusterDir })
  } finally {
    rmSync(secretDir, { recursive: true, force: true })
  }
  renameSync(fresh, clusterDir)
  log.info({ clusterDir }, 'database cluster created')
  return password
}
