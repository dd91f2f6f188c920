import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A process of ours with what it has said so far. */
export interface HuiyinProcess {
  readonly child: ChildProcess
  stdout(): string
  stderr(): string
  /** Resolves with the match once stdout or stderr holds `pattern`; rejects when the process ends first. */
  says(pattern: RegExp): Promise<RegExpExecArray>
  /** Exit code once it has ended. */
  ended: Promise<number | null>
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Runs `huiyin ARGS` as `npm run -s huiyin -- ARGS` does. */
export function huiyin(args: readonly string[], env: NodeJS.ProcessEnv = {}): HuiyinProcess {
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'huiyin', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  const waiting = new Set<() => void>()
  for (const name of ['stdout', 'stderr'] as const)
    createInterface({ input: child[name] }).on('line', (line) => {
      said[name] += `${line}\n`
      for (const look of waiting) look()
    })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    ended,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(said.stdout) ?? pattern.exec(said.stderr)
          if (!match) return
          waiting.delete(look)
          resolve(match)
        }
        waiting.add(look)
        ended.then((code) =>
          reject(new Error(`ended with ${code} before saying ${pattern}:\n${said.stderr.slice(-4000)}`)),
        )
        look()
      }),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return ended
    },
  }
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'huiyin-e2e-'))

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}

/** Asks again until `ask` answers something, at most `seconds`. */
export async function eventually<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const until = performance.now() + seconds * 1000
  let last: unknown
  while (performance.now() < until) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`${what}: not within ${seconds} s${last ? `, last error: ${String(last)}` : ''}`)
}
