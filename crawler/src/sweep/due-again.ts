import type { SourceId } from '@huiyin/domain/ids'
import type { ListEntry } from '../extract/list.js'
import { entryFrom } from './frontier.js'
import { knownAmong } from './known.js'
import { crawlerActor, type SweepDeps } from './sweep-deps.js'

/** Posts that could not be read before and are tried again in one sweep. */
const retriedAtMost = 20

/** Posts that could not be read and are due again; what was read since by another way is struck off. */
export async function dueAgain(deps: SweepDeps, id: SourceId): Promise<ListEntry[]> {
  const due = await deps.store.as(crawlerActor).transaction((tx) => tx.frontier.retryable(id, retriedAtMost))
  const known = await knownAmong(
    deps,
    id,
    due.map(({ url }) => url),
  )
  if (known.size > 0)
    await deps.store.as(crawlerActor).transaction(async (tx) => {
      for (const url of known) await tx.frontier.mended(id, url)
    })
  return due.filter(({ url }) => !known.has(url)).map(({ entry }) => entryFrom(entry))
}

/** By what an entry is known: its address, and of a thread the state its row shows. */
export const stateKey = ({ url, activity }: ListEntry): string =>
  activity === undefined ? url : `${url}#at-${activity}`
