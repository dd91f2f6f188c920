import type { ItemDraft } from '@huiyin/domain/item'

/** Saves drafts of one page; answers how many were new. */
export type SaveDrafts = (drafts: readonly ItemDraft[]) => Promise<number>

interface Waiting {
  drafts: readonly ItemDraft[]
  resolve: (added: number) => void
  reject: (error: unknown) => void
}

/** Pages of one transaction: their rows are locked for moments. */
const pagesOfOneSave = 32

/**
 * Saves pages together: while one transaction commits, the pages read meanwhile wait for the next, which takes them
 * all. Each caller hears of its own page when that is committed, so a page counts as done only when it is stored.
 * `saveAll` answers for each page how many of its drafts were new.
 */
export function draftSaver(
  saveAll: (pages: readonly (readonly ItemDraft[])[]) => Promise<readonly number[]>,
): SaveDrafts {
  const line: Waiting[] = []
  let isSaving = false

  const saveNext = async (): Promise<void> => {
    const some = line.splice(0, pagesOfOneSave)
    try {
      const added = await saveAll(some.map(({ drafts }) => drafts))
      for (const [at, { resolve }] of some.entries()) resolve(added[at] ?? 0)
    } catch (error) {
      const [only, ...others] = some
      if (others.length === 0) only?.reject(error)
      // One page that cannot be stored must not take the others with it.
      else
        for (const one of some)
          await saveAll([one.drafts]).then(([added]) => one.resolve(added ?? 0), one.reject)
    }
  }
  const run = async () => {
    isSaving = true
    while (line.length > 0) await saveNext()
    isSaving = false
  }
  return (drafts) =>
    new Promise((resolve, reject) => {
      line.push({ drafts, resolve, reject })
      if (!isSaving) void run()
    })
}
