import { parentPort, workerData } from 'node:worker_threads'
import { DomainError } from '@huiyin/domain/errors'
import type { ImportChoice, ImportFormat, ImportPreview, ImportReading } from '@huiyin/domain/item-import'
import { type FileRow, openFile } from './open-file.js'
import { previewFile } from './preview-file.js'

/** One file to be read by the thread: looked through, or handed over row by row from `skip` on. */
export interface FileOrder {
  bytes: Uint8Array
  format: ImportFormat
  choice: ImportChoice | null
  now: Date
  task: { kind: 'preview' } | { kind: 'rows'; skip: number }
}

/** What the thread says; after `rows` it waits to be asked for more. */
export type FileAnswer =
  | { kind: 'progress'; rows: number }
  | { kind: 'preview'; reading: ImportReading; preview: ImportPreview }
  | { kind: 'rows'; rows: FileRow[] }
  | { kind: 'end' }
  | { kind: 'refused'; message: string; known: boolean }

/** Rows of one message, and of one transaction. */
const rowsOfBatch = 500

const port = parentPort
if (!port) throw new Error('this file is run as a thread')
const say = (answer: FileAnswer) => port.postMessage(answer)

async function read({ bytes, format, choice, now, task }: FileOrder): Promise<void> {
  const file = await openFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), format, {
    choice,
    now,
  })
  if (task.kind === 'preview') {
    say({ kind: 'preview', ...(await previewFile(file, (rows) => say({ kind: 'progress', rows }))) })
    return
  }
  let batch: FileRow[] = []
  let seen = 0
  const hand = async () => {
    const asked = new Promise((resolve) => port?.once('message', resolve))
    say({ kind: 'rows', rows: batch })
    batch = []
    await asked
  }
  for await (const row of file.rows()) {
    seen += 1
    if (seen <= task.skip) continue
    batch.push({ ...row, cells: [] })
    if (batch.length >= rowsOfBatch) await hand()
  }
  if (batch.length > 0) await hand()
  say({ kind: 'end' })
}

read(workerData as FileOrder).catch((error: unknown) =>
  say({
    kind: 'refused',
    known: error instanceof DomainError,
    message: error instanceof Error ? error.message : String(error),
  }),
)
