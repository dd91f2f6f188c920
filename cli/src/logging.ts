import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import roll from 'pino-roll'
import { maskLogLine } from './mask-log-line.js'

/** A logger of one process: JSON lines on stderr. The supervisor gathers its children's lines into the file. */
export const createLogger = (name: string, level: string): Logger =>
  pino(
    { name, level, base: { name }, hooks: { streamWrite: maskLogLine } },
    pino.destination({ fd: 2, sync: true }),
  )

/** Takes whole lines of JSON and keeps them. */
export interface LogFile {
  write(line: string): void
  close(): Promise<void>
}

/** `<dataDir>/logs/huiyin.N.log`, 10 MB each, the last ten kept. */
export async function openLogFile(dataDir: string): Promise<LogFile> {
  const dir = join(dataDir, 'logs')
  mkdirSync(dir, { recursive: true })
  const stream = await roll({
    file: join(dir, 'huiyin'),
    extension: '.log',
    size: '10m',
    limit: { count: 10 },
    mkdir: true,
  })
  return {
    write: (line) => {
      stream.write(`${line}\n`)
    },
    close: () =>
      new Promise((resolve) => {
        stream.once('close', () => resolve())
        stream.end()
      }),
  }
}
