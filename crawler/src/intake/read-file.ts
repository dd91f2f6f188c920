import { Worker } from 'node:worker_threads'
import { InvalidInput } from '@huiyin/domain/errors'
import type { ImportPreview, ImportReading } from '@huiyin/domain/item-import'
import type { FileAnswer, FileOrder } from './file-thread.js'
import type { FileRow } from './open-file.js'

/** A file of 50 MB in a two-byte encoding and its rows take some 300 MB. */
const heapMb = 512
/** A file of which nothing is heard for so long hangs. A workbook of 100,000 rows opens in some seconds. */
const silentMs = 60_000

/** A thread runs what was built: Node itself reads no TypeScript. */
const threadUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/intake/file-thread.js' : './file-thread.js',
  import.meta.url,
)

export interface ReadingLimits {
  heapMb?: number
  silentMs?: number
  /** Aborted, the thread is killed and the reading ends. */
  signal?: AbortSignal
}
type Order = Omit<FileOrder, 'task'>

/** The memory of `bytes` goes over to the thread, where nothing else lies in it; else the thread gets a copy. */
const whole = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []

/**
 * What the thread says, one after the other. It can be killed at any moment: what nobody trusts is never read in the
 * process that holds the database.
 * @throws InvalidInput for a file that is damaged, too much or hangs, with what to do
 */
async function* answersOf(order: FileOrder, limits: ReadingLimits): AsyncGenerator<FileAnswer> {
  const { silentMs: silence = silentMs, signal } = limits
  if (signal?.aborted) return
  const thread = new Worker(threadUrl, {
    execArgv: [],
    workerData: order,
    transferList: whole(order.bytes),
    resourceLimits: {
      maxOldGenerationSizeMb: limits.heapMb ?? heapMb,
      maxYoungGenerationSizeMb: 32,
      stackSizeMb: 4,
    },
  })
  const heard: FileAnswer[] = []
  let failure: Error | null = null
  let wake: () => void = () => undefined
  thread.on('message', (answer: FileAnswer) => {
    heard.push(answer)
    wake()
  })
  thread.on('error', (error: NodeJS.ErrnoException) => {
    failure = failureOf(error)
    wake()
  })
  const onAbort = () => wake()
  signal?.addEventListener('abort', onAbort)
  try {
    for (;;) {
      const answer = heard.shift()
      if (answer) {
        yield answer
        if (answer.kind === 'rows') thread.postMessage('more')
        if (answer.kind !== 'rows' && answer.kind !== 'progress') return
        continue
      }
      if (failure) throw failure
      if (signal?.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          failure = new InvalidInput('文件长时间读不完，已停止：请另存为 csv、拆成几份后再导入')
          resolve()
        }, silence)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (heard.length > 0 || failure || signal?.aborted) wake()
      })
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await thread.terminate()
  }
}

const failureOf = (error: NodeJS.ErrnoException): Error =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new InvalidInput('文件读取时超出内存上限，没有导入：请另存为 csv、拆成几份后再导入')
    : new Error(`file could not be read: ${error.message}`)

function raise({ message, known }: FileAnswer & { kind: 'refused' }): never {
  throw known ? new InvalidInput(message) : new Error(`file could not be read: ${message}`)
}

/** Looks a file through; null when aborted. `onRows` hears how far it is. */
export async function lookThroughFile(
  order: Order,
  { onRows, ...limits }: ReadingLimits & { onRows?: (rows: number) => void } = {},
): Promise<{ reading: ImportReading; preview: ImportPreview } | null> {
  for await (const answer of answersOf({ ...order, task: { kind: 'preview' } }, limits)) {
    if (answer.kind === 'progress') onRows?.(answer.rows)
    else if (answer.kind === 'preview') return { reading: answer.reading, preview: answer.preview }
    else if (answer.kind === 'refused') raise(answer)
  }
  return null
}

/** The rows from `skip` on, in batches; the thread waits while one is being dealt with. */
export async function* rowsOfFile(
  order: Order & { skip: number },
  limits: ReadingLimits = {},
): AsyncGenerator<FileRow[]> {
  const { skip, ...file } = order
  for await (const answer of answersOf({ ...file, task: { kind: 'rows', skip } }, limits)) {
    if (answer.kind === 'rows') yield answer.rows
    else if (answer.kind === 'refused') raise(answer)
  }
}
