import { DomainError, InvalidInput } from '@huiyin/domain/errors'
import type { ImportChoice } from '@huiyin/domain/item-import'
import type { ItemImport } from '@huiyin/store/item-imports'
import type { Store } from '@huiyin/store/store'
import type { SaveMeans } from '@huiyin/store/store-drafts'
import type { Logger } from 'pino'
import { crawlerActor } from '../sweep/sweep-deps.js'
import type { FileOrder } from './file-thread.js'
import type { ReadingLimits } from './read-file.js'

/** What taking in a file needs of the world. */
export interface ImportDeps {
  store: Store
  config: SaveMeans
  log: Logger
  /** Aborted when the service stops: what is unfinished goes on when it starts again. */
  closing?: AbortSignal
  limits?: Pick<ReadingLimits, 'heapMb' | 'silentMs'>
}

/**
 * Opens the sealed file. Relative times in it are read as of its coming, so that a second reading says the same.
 * @throws InvalidInput when it is gone
 */
export async function openImport(
  found: ItemImport,
  { store, config }: ImportDeps,
): Promise<Omit<FileOrder, 'task'>> {
  const sealed = await store.as(crawlerActor).transaction((tx) => tx.itemImports.file(found.id))
  if (!sealed) throw new InvalidInput('文件已删除，请重新上传')
  return {
    bytes: config.vault.openBytes(found.id, sealed),
    format: found.format,
    choice: found.reading as ImportChoice | null,
    now: found.uploadedAt,
  }
}

/** Writes on an import why it ended, in words for who brought it; what was taken in stays. */
export async function failImport(
  found: ItemImport,
  error: unknown,
  { store, log }: ImportDeps,
): Promise<void> {
  if (!(error instanceof DomainError)) log.error({ err: error, importId: found.id }, 'import failed')
  await store.as(crawlerActor).transaction(async (tx) => {
    const { state, rowsDone } = await tx.itemImports.lock(found.id)
    if (state !== found.state) return
    const why = error instanceof DomainError ? error.message : '系统出错，没有导入完，详情见采集服务日志'
    const kept =
      state === 'saving' && rowsDone > 0 ? `；此前 ${rowsDone} 行已处理，重新上传同一文件不会重复收录` : ''
    await tx.itemImports.fail(found.id, `${why}${kept}`)
    tx.announce('imports')
  })
}
