import { ensureFirstAdministrator } from '@huiyin/api/first-administrator'
import { leanProcess } from '@huiyin/crawler/lean-process'
import { auditKeyFrom } from '@huiyin/store/audit-key'
import { lockDataFolder } from '@huiyin/store/data-folder-lock'
import { openStore, type Store } from '@huiyin/store/store'
import { type Logger, pino } from 'pino'
import type { Environment } from '../environment.js'
import { type LogFile, openLogFile } from '../logging.js'
import { maskLogLine } from '../mask-log-line.js'
import { ensureOriginalKey } from '../original-keys.js'
import { explain, print, say } from '../output.js'
import { loadSecret } from '../secret.js'
import { systemClock } from '../system-clock.js'
import { banner } from './banner.js'
import { type ChildService, superviseChild } from './child-service.js'
import { type RunningDatabase, startDatabase } from './database.js'
import { currentJurisdiction, type Demonstration, ensureJurisdiction } from './installation.js'
import { removeRuntime, writeRuntime } from './runtime-file.js'
import { stopSignal } from './stop-signal.js'

/** What has been started so far; stopped in reverse. */
interface Running {
  lock: { release(): void }
  logFile: LogFile
  log: Logger
  database?: RunningDatabase
  store?: Store
  children: ChildService[]
}

/**
 * Runs the installation until SIGINT or SIGTERM: database, migrations, first administrator, then the services
 * as supervised children. Resolves when everything has ended; the process may then exit.
 */
export async function supervise(env: Environment, { demo }: { demo: boolean }): Promise<void> {
  const lock = lockDataFolder(env.dataDir)
  const logFile = await openLogFile(env.dataDir)
  const running: Running = { lock, logFile, log: gatheringLogger(env, logFile), children: [] }
  const asked = stopSignal()
  try {
    await Promise.race([startAll(env, demo, running), asked])
    const why = await Promise.race([asked, running.database?.lost.then(() => 'database lost')])
    running.log.info({ why }, 'stopping')
    if (why === 'database lost') {
      say('数据库意外结束且未能恢复，系统停止。请查看数据目录下的 logs/postgres.log，然后重新启动。')
      process.exitCode = 1
    } else say('正在停止…')
  } finally {
    await stopAll(env, running)
  }
  if (process.exitCode === undefined) say('已停止。')
  process.exit()
}

async function startAll(env: Environment, demo: boolean, running: Running): Promise<void> {
  const { log } = running
  const secret = loadSecret(env)
  ensureOriginalKey(env)
  const database = await startDatabase(env, log)
  running.database = database
  const store = await openStore({
    databaseUrl: database.serviceUrl,
    auditKey: auditKeyFrom(secret),
    ...(env.redisUrl ? { redisUrl: env.redisUrl } : {}),
    clock: systemClock,
    log,
    max: 2,
  })
  running.store = store
  const demonstration = await ensureJurisdiction(store, demo)
  const link = await ensureFirstAdministrator(store, {
    roles: demonstration ? ['administrator', 'duty-officer'] : ['administrator'],
  })
  const base = { HUIYIN_SERVICE_URL: database.serviceUrl, HUIYIN_SECRET: secret, HUIYIN_DATA: env.dataDir }
  const child = (name: string, more: NodeJS.ProcessEnv = {}, execArgv: readonly string[] = []) => {
    const service = superviseChild({
      name,
      args: ['service', name],
      execArgv,
      env: { ...base, PORT: String(env.port), ...more },
      onLine: (line) => gather(running.logFile, line),
      log,
    })
    running.children.push(service)
    return service
  }
  const web = demonstration ? child('demo-web', demoEnvironment(demonstration)) : null
  const api = child('api')
  const analyzer = child('analyzer')
  await web?.ready // the first sweep must find its sites
  const crawler = child(
    'crawler',
    { ...leanProcess.env, HUIYIN_LOOPBACK: demonstration ? 'demo' : '' },
    leanProcess.execArgv,
  )
  const { url } = await api.ready
  writeRuntime(env.dataDir, {
    pid: process.pid,
    url: String(url),
    serviceUrl: database.serviceUrl,
    ...(env.redisUrl ? { redisUrl: env.redisUrl } : {}),
    startedAt: systemClock.now().toISOString(),
  })
  const jurisdiction = await currentJurisdiction(store)
  print(banner({ url: String(url), link, jurisdiction, dataDir: env.dataDir }))
  if (web) await endDemonstrationWhenAsked(store, web, crawler, log)
  await Promise.all([crawler.ready, analyzer.ready])
}

const demoEnvironment = ({ port, startedAt }: Demonstration): NodeJS.ProcessEnv => ({
  HUIYIN_DEMO_PORT: String(port),
  HUIYIN_DEMO_STARTED_AT: startedAt.toISOString(),
})

/** When a real jurisdiction takes over, the example sites go and the crawler loses its leave to read the loopback. */
async function endDemonstrationWhenAsked(
  store: Store,
  web: ChildService,
  crawler: ChildService,
  log: Logger,
): Promise<void> {
  let ended = false
  const stopListening = await store.listen(async ({ topic }) => {
    if (topic !== 'jurisdiction' || ended) return
    const current = await currentJurisdiction(store).catch(() => null)
    if (ended || !current || current.demonstration) return
    ended = true
    log.info({ jurisdiction: current.name }, 'demonstration has ended')
    stopListening()
    await web.stop()
    await crawler.restart({ HUIYIN_LOOPBACK: '' })
  })
}

async function stopAll(env: Environment, running: Running): Promise<void> {
  const { log } = running
  const step = async (name: string, work: () => Promise<unknown> | undefined) => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error, step: name }, 'step of stopping failed')
      say(`停止时出错（${name}）：${explain(error)}`)
    }
  }
  removeRuntime(env.dataDir)
  await Promise.all(running.children.map((child) => step(child.name, () => child.stop())))
  await step('store', () => running.store?.close())
  await step('database', () => running.database?.stop())
  await step('log', () => running.logFile.close())
  running.lock.release()
}

/** Lines of the children go to stderr and into the file as they are. */
const gather = (logFile: LogFile, line: string): void => {
  logFile.write(line)
  process.stderr.write(`${line}\n`)
}

const gatheringLogger = (env: Environment, logFile: LogFile): Logger =>
  pino(
    {
      name: 'supervisor',
      level: env.logLevel,
      base: { name: 'supervisor' },
      hooks: { streamWrite: maskLogLine },
    },
    { write: (line: string) => gather(logFile, line.trimEnd()) },
  )
