import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Logger } from 'pino'
import { mainFile } from '../paths.js'

export interface ChildOptions {
  name: string
  /** Arguments of `huiyin`, e.g. `['service', 'api']`. */
  args: readonly string[]
  /** Flags of Node itself. */
  execArgv?: readonly string[]
  env: NodeJS.ProcessEnv
  /** Each line the child writes to stderr or stdout. */
  onLine(line: string): void
  log: Logger
}

export interface ChildService {
  readonly name: string
  /** Resolves with what the child says of itself once it serves; rejects when it ends before it ever did. */
  readonly ready: Promise<Record<string, unknown>>
  /** Asks it to stop, and kills it after `graceMs`. It is not started again. */
  stop(graceMs?: number): Promise<void>
  /** Stops it and starts it anew with `env` added. */
  restart(env: NodeJS.ProcessEnv): Promise<void>
}

/** First wait before a crashed child is started again; doubles up to the longest. */
const firstBackoffMs = 500
const longestBackoffMs = 30_000
/** A child that ran this long had recovered: its next crash waits the first back-off again. */
const recoveredAfterMs = 60_000

/** Keeps one child process alive: a crash starts it again with growing back-off until it is told to stop. */
export function superviseChild(options: ChildOptions): ChildService {
  const { name, args, execArgv = [], onLine, log } = options
  let env = options.env
  let child: ChildProcess | null = null
  let stopping = false
  let restarts = 0
  let backoffMs = firstBackoffMs
  let timer: NodeJS.Timeout | undefined
  let wasReady = false
  let resolveReady: (detail: Record<string, unknown>) => void = () => {}
  let rejectReady: (error: Error) => void = () => {}
  const ready = new Promise<Record<string, unknown>>((resolve, reject) => {
    resolveReady = resolve
    rejectReady = reject
  })
  ready.catch(() => {}) // awaited by the supervisor; a later listener must not be an unhandled rejection

  const run = () => {
    const startedAt = performance.now()
    let failure = ''
    const current = spawn(process.execPath, [...execArgv, mainFile, ...args], {
      env: { ...process.env, ...env, HUIYIN_RESTARTS: String(restarts) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    child = current
    for (const stream of [current.stdout, current.stderr])
      if (stream) createInterface({ input: stream }).on('line', onLine)
    current.on('message', (message: { ready?: Record<string, unknown>; failure?: string }) => {
      if (message.failure) failure = message.failure
      if (!message.ready) return
      wasReady = true
      resolveReady(message.ready)
    })
    current.on('error', (error) => log.error({ service: name, err: error }, 'service could not be spawned'))
    current.on('exit', (code, signal) => {
      child = null
      if (stopping) return
      if (!wasReady && failure) return rejectReady(new Error(failure))
      if (performance.now() - startedAt > recoveredAfterMs) backoffMs = firstBackoffMs
      restarts += 1
      log.error({ service: name, code, signal, restarts, backoffMs }, 'service ended, starting it again')
      timer = setTimeout(run, backoffMs)
      backoffMs = Math.min(backoffMs * 2, longestBackoffMs)
    })
  }

  const end = async (graceMs: number) => {
    clearTimeout(timer)
    const current = child
    if (!current || current.exitCode !== null || current.signalCode !== null) return
    const ended = new Promise<void>((resolve) => current.once('exit', () => resolve()))
    current.kill('SIGTERM')
    const killer = setTimeout(() => {
      log.warn({ service: name, graceMs }, 'service did not stop in time and is killed')
      current.kill('SIGKILL')
    }, graceMs)
    await ended
    clearTimeout(killer)
  }

  run()
  return {
    name,
    ready,
    async stop(graceMs = 6_000) {
      stopping = true
      await end(graceMs)
    },
    async restart(more) {
      stopping = true
      await end(6_000)
      env = { ...env, ...more }
      stopping = false
      run()
    },
  }
}
