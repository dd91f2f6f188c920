import type { SourceId } from '@huiyin/domain/ids'
import type { PageValidators } from '@huiyin/store/fetched-pages'
import { crawlerActor, type SweepDeps } from './sweep-deps.js'

export type { PageValidators } from '@huiyin/store/fetched-pages'

/**
 * Which addresses need not be opened: stored, read and found to repeat what is stored, or not to be tried again
 * yet after they could not be read.
 */
export const knownAmong = (
  { store }: Pick<SweepDeps, 'store'>,
  sourceId: SourceId,
  urls: readonly string[],
): Promise<Set<string>> =>
  store.as(crawlerActor).transaction(async (tx) => {
    const stored = await tx.items.knownUrls(sourceId, urls)
    const read = await tx.fetchedPages.read(sourceId, urls)
    const failing = await tx.frontier.failing(sourceId, urls)
    return new Set([...stored, ...read, ...failing])
  })

/** What the server gave when this page was last read to the end. */
export const rememberedValidators = (
  { store }: Pick<SweepDeps, 'store'>,
  sourceId: SourceId,
  url: string,
): Promise<PageValidators | null> =>
  store.as(crawlerActor).transaction((tx) => tx.fetchedPages.validators(sourceId, url))
