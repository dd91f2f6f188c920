import { Worker } from 'node:worker_threads'
import { fetchLimits, largeBytes } from '../egress/limits.js'
import { ExtractError } from '../extract/extract-error.js'
import type { Answer, Markup, PageReader } from './page-reader.js'
import type { ReadingAnswer, ReadingOrder } from './reading-thread.js'

/** A page that takes longer than this to parse is no page. */
const parseMs = 5_000
/**
 * Heap of the thread. Measured: an article of 9 MB and a list of 25,000 rows (4.8 MB) are read in it; a list of
 * 50,000 (9.7 MB) did not fit into 96 MB either and is refused.
 */
const heapMb = 64
const youngMb = 8
const stackMb = 4

/** A thread runs what was built (by the type check, too): Node itself reads no TypeScript. */
const threadUrl = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/read/reading-thread.js' : './reading-thread.js',
  import.meta.url,
)

export interface ReadingWorker {
  read: PageReader
  close(): Promise<void>
}

export interface ReadingWorkerOptions {
  parseMs?: number
}

interface Waiting {
  order: ReadingOrder
  resolve: (answer: unknown) => void
  reject: (error: Error) => void
}

/**
 * Reads pages in a thread that can be killed: one page at a time, each with its time, all with one heap cap. A page
 * that is too much costs itself and the thread, which is started anew for the next; the process and the other pages
 * go on.
 */
export function openReadingWorker({ parseMs: limitMs = parseMs }: ReadingWorkerOptions = {}): ReadingWorker {
  const line: Waiting[] = []
  let thread: Worker | null = null
  let current: Waiting | null = null
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let isLarge = false

  const start = (): Worker => {
    const worker = new Worker(threadUrl, {
      // Not those of whoever starts us: a test runner's would look for our sources.
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: heapMb,
        maxYoungGenerationSizeMb: youngMb,
        stackSizeMb: stackMb,
      },
    })
    worker.on('message', (answer: ReadingAnswer) => {
      if (worker !== thread) return
      // It would keep the memory its largest page took.
      if (isLarge) {
        thread = null
        void worker.terminate()
      }
      finish((one) => settle(one, answer))
    })
    worker.on('error', (error: NodeJS.ErrnoException) => {
      if (worker !== thread) return
      thread = null
      finish(({ order, reject }) => reject(failureOf(error, order.url)))
    })
    // Idle, it keeps no process alive.
    worker.unref()
    return worker
  }
  const finish = (end: (one: Waiting) => void) => {
    clearTimeout(timer)
    const ended = current
    current = null
    if (ended) end(ended)
    next()
  }
  const next = () => {
    if (current || isClosed) return
    const one = line.shift()
    if (!one) return
    current = one
    thread ??= start()
    timer = setTimeout(() => {
      const stuck = thread
      thread = null
      void stuck?.terminate()
      finish(({ order, reject }) =>
        reject(
          new ExtractError(
            'too-long',
            order.url,
            `页面 ${limitMs / 1000} 秒内解析不完，已跳过：请打开网址核对`,
          ),
        ),
      )
    }, limitMs)
    const { page } = one.order
    isLarge = lengthOf(page) > largeBytes
    thread.postMessage(one.order, typeof page === 'string' ? [] : [page.bytes.buffer as ArrayBuffer])
  }

  return {
    read: (question, page, url, ...rest) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new ExtractError('stopped', url, '采集服务正在停止'))
        // A browser's page comes past the egress and its limits.
        if (lengthOf(page) > fetchLimits.decodedBytes) return reject(tooBig(url))
        const order = { question, page: ownBytes(page), url, rest }
        line.push({ order, resolve: resolve as (answer: unknown) => void, reject })
        next()
      }) as Promise<Answer<typeof question>>,
    async close() {
      isClosed = true
      clearTimeout(timer)
      for (const { order, reject } of [...(current ? [current] : []), ...line.splice(0)])
        reject(new ExtractError('stopped', order.url, '采集服务正在停止'))
      current = null
      await thread?.terminate()
    },
  }
}

function settle({ resolve, reject }: Waiting, answer: ReadingAnswer): void {
  if (answer.ok) resolve(answer.answer)
  else if (answer.extract) reject(new ExtractError(answer.code, answer.url, answer.message))
  else reject(new Error(answer.message))
}

const lengthOf = (page: Markup): number => (typeof page === 'string' ? page : page.bytes).length

const tooBig = (url: string): ExtractError =>
  new ExtractError('too-big', url, '页面解析时超出内存上限，已跳过：请打开网址核对')

const failureOf = (error: NodeJS.ErrnoException, url: string): Error =>
  error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? tooBig(url)
    : new Error(`page could not be read: ${error.message}`)

/** Handing over takes the bytes away. Small ones may lie in one buffer with others; large ones are not copied. */
const ownBytes = (page: Markup): Markup =>
  typeof page === 'string' || page.bytes.length > largeBytes
    ? page
    : { ...page, bytes: new Uint8Array(page.bytes) }
