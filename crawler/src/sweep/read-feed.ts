import type { ItemDraft } from '@huiyin/domain/item'
import type { FeedDefinition } from '@huiyin/domain/source'
import type { SourceRecord } from '@huiyin/store/sources'
import { decodePage } from '../charset.js'
import { extractArticle } from '../extract/article.js'
import { extractFeed } from '../extract/feed.js'
import { crawlPlain, type Task, type Visit } from './engine.js'
import { knownAmong, type PageValidators, rememberedValidators } from './known.js'
import { saveDrafts } from './save-drafts.js'
import { crawlerActor, type SweepDeps } from './sweep-deps.js'
import { note, type SweepRun } from './sweep-run.js'

/** Reads a feed and stores its new entries; with `followLinks`, with the text of the pages they link. */
export async function readFeed(
  source: SourceRecord,
  read: FeedDefinition,
  run: SweepRun,
  { readAll }: { readAll: boolean },
  deps: SweepDeps,
): Promise<PageValidators | null> {
  const { store, egress, config, clock, closing } = deps
  const { id, definition } = source
  const save = async (drafts: readonly ItemDraft[]) => {
    const added = await store.as(crawlerActor).transaction((tx) => saveDrafts(tx, id, drafts, config))
    run.read += drafts.length
    run.counts.new += added
    run.counts.duplicates += drafts.length - added
  }
  const byUrl = new Map<string, ItemDraft>()
  let kept: PageValidators | null = null

  const visitFeed = async (url: string) => {
    const validators = readAll ? null : await rememberedValidators(deps, id, url)
    const page = await egress.get(url, { validators })
    if (page.notModified) {
      run.notModified = true
      return []
    }
    const hints = { contentType: page.contentType, declared: definition.charset }
    const drafts = extractFeed(decodePage(page.bytes, hints).text, page.url, clock.now())
    kept = page.validators
    const known = await knownAmong(
      deps,
      id,
      drafts.map((draft) => draft.url),
    )
    run.counts.fetched += drafts.length
    run.counts.duplicates += known.size
    return drafts.filter((draft) => !known.has(draft.url))
  }

  const visitEntry = async (draft: ItemDraft) => {
    const page = await egress.get(draft.url)
    const { text } = decodePage(page.bytes, { contentType: page.contentType })
    const article = extractArticle(text, page.url, { now: clock.now() })
    const publishedAt = draft.publishedAt ?? article.publishedAt
    // A mirror that only shows a log-in page must not replace the text the feed itself carries.
    const isFuller = article.text.length > draft.text.length
    await save([
      isFuller
        ? { ...draft, text: article.text, images: article.images, publishedAt }
        : { ...draft, publishedAt },
    ])
  }

  const visit: Visit = async (task, { add }) => {
    if (closing?.aborted) return
    try {
      if (task.kind === 'detail') {
        const draft = byUrl.get(task.url)
        run.attempted++
        if (draft) await visitEntry(draft)
        return
      }
      const fresh = await visitFeed(task.url)
      if (!read.followLinks) {
        if (fresh.length > 0) await save(fresh)
        return
      }
      for (const draft of fresh) byUrl.set(draft.url, draft)
      await add(
        fresh.map(({ url, title, publishedAt }) => ({ kind: 'detail', url, entry: { title, publishedAt } })),
      )
    } catch (error) {
      const line = note(run, error, task.url)
      if (task.kind === 'list') run.listError = line
    }
  }

  const start: Task = { kind: 'list', url: definition.url, page: 1 }
  await crawlPlain(start, visit)
  return kept
}
