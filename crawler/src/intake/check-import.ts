import { DomainError } from '@huiyin/domain/errors'
import type { checkImport as checkImportJob, PayloadOf } from '@huiyin/domain/job'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { failImport, type ImportDeps, openImport } from './import-deps.js'
import { lookThroughFile } from './read-file.js'

/** Looks a brought file through, as it was asked; the answer waits for a person. What is wrong is written on it. */
export async function checkImport(
  { importId, look }: PayloadOf<typeof checkImportJob>,
  deps: ImportDeps,
): Promise<void> {
  const { store } = deps
  const as = store.as(crawlerActor)
  const found = await as.transaction((tx) => tx.itemImports.get(importId))
  if (found.state !== 'reading' || found.look !== look) return
  const left = new AbortController()
  const signal = AbortSignal.any([left.signal, ...(deps.closing ? [deps.closing] : [])])
  const note = async (rows: number) => {
    const isWanted = await as.transaction(async (tx) => {
      tx.announce('imports')
      return await tx.itemImports.noteLook(importId, look, rows)
    })
    if (!isWanted) left.abort()
  }
  // One after the other: the last word is said before the answer.
  let noted: Promise<void> = Promise.resolve()
  try {
    const order = await openImport(found, deps)
    const seen = await lookThroughFile(order, {
      ...deps.limits,
      signal,
      onRows: (rows) => {
        noted = noted.then(() => note(rows))
      },
    })
    await noted
    if (!seen) return
    await as.transaction(async (tx) => {
      await tx.itemImports.looked(importId, look, seen)
      tx.announce('imports')
    })
  } catch (error) {
    await noted.catch(() => undefined)
    await failImport(found, error, deps)
    if (!(error instanceof DomainError)) throw error
  }
}
