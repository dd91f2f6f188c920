import { DomainError } from '@huiyin/domain/errors'
import type { ImportProblem } from '@huiyin/domain/item-import'
import type { PayloadOf, takeImport as takeImportJob } from '@huiyin/domain/job'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { receivePosts } from '@huiyin/store/receive-posts'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { failImport, type ImportDeps, openImport } from './import-deps.js'
import type { FileRow } from './open-file.js'
import { rowsOfFile } from './read-file.js'

/**
 * Takes in a file a person agreed to, batch by batch: its posts, its refusals and how far it is are one transaction,
 * so that it goes on after a kill where it was. Ends early when it was cancelled or another process goes on with it.
 */
export async function takeImport(
  { importId }: PayloadOf<typeof takeImportJob>,
  deps: ImportDeps,
): Promise<void> {
  const as = deps.store.as(crawlerActor)
  const found = await as.transaction((tx) => tx.itemImports.get(importId))
  if (found.state !== 'saving') return
  const limits = { ...deps.limits, ...(deps.closing ? { signal: deps.closing } : {}) }
  try {
    let done = found.rowsDone
    const order = await openImport(found, deps)
    for await (const rows of rowsOfFile({ ...order, skip: done }, limits)) {
      if (!(await takeBatch(importId, rows, done, deps))) return
      done += rows.length
    }
    if (deps.closing?.aborted) return
    await as.transaction(async (tx) => {
      if ((await tx.itemImports.lock(importId)).state !== 'saving') return
      await tx.itemImports.finish(importId)
      tx.announce('imports')
    })
  } catch (error) {
    await failImport(found, error, deps)
    if (!(error instanceof DomainError)) throw error
  }
}

/** False when the import is no longer where we left it. */
const takeBatch = (
  importId: string,
  rows: readonly FileRow[],
  doneBefore: number,
  { store, config }: ImportDeps,
): Promise<boolean> =>
  store.as(crawlerActor).transaction(async (tx) => {
    const { state, rowsDone } = await tx.itemImports.lock(importId)
    if (state !== 'saving' || rowsDone !== doneBefore) return false
    const posts = rows.flatMap((row) => ('post' in row ? [row.post] : []))
    const receipts =
      posts.length > 0 ? await receivePosts(tx, await tx.receivedSources.import(), posts, config) : []
    const added = receipts.filter(({ isNew }) => isNew).length
    await tx.itemImports.took(importId, {
      done: rows.length,
      new: added,
      known: posts.length - added,
      refusedRows: rows.length - posts.length,
      refused: rows.flatMap(problemsOf),
    })
    tx.announce('imports')
    return true
  })

const problemsOf = (row: FileRow): ImportProblem[] =>
  'post' in row
    ? []
    : row.problems.map(({ column, message }) => ({
        row: row.number,
        column: maskPersonalData(column),
        message: maskPersonalData(message),
      }))
