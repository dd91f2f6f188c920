import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition, SweepError } from '@huiyin/domain/source'
import type { ReadDefinition } from '@huiyin/domain/source-reading'
import type { SourceRecord } from '@huiyin/store/sources'
import type { ListEntry } from '../extract/list.js'
import { type HeldPost, type Listing, readListing } from '../read/listing.js'
import { openPost } from '../read/open-post.js'
import { pageText } from '../read/page-text.js'
import { crawlPlain, type Task, type Visit, type VisitMeans } from './engine.js'
import { knownAmong, type PageValidators, rememberedValidators } from './known.js'
import { saveDrafts } from './save-drafts.js'
import { crawlerActor, type SweepDeps } from './sweep-deps.js'
import { note, type SweepRun } from './sweep-run.js'

type DetailTask = Extract<Task, { kind: 'detail' }>
type ListTask = Extract<Task, { kind: 'list' }>

/** Pages of the list one sweep reads when the definition does not say. */
const usualPages = 1

/**
 * Reads a source's lists and the posts they hold or link that are not known. Paging stops where a whole page is
 * known; after a sweep that left something out, `readAll` reads on so that nothing stays behind that mark. Answers
 * the first list's validators, to be kept when all it held is stored.
 */
export async function readSource(
  source: SourceRecord,
  run: SweepRun,
  { readAll }: { readAll: boolean },
  deps: SweepDeps,
): Promise<PageValidators | null> {
  const { store, egress, config, clock, closing } = deps
  const { id, definition } = source
  const { read } = definition
  const inLine = new Set<string>()
  // Not masked yet, so kept in memory only.
  const held = new Map<string, HeldPost>()
  let kept: PageValidators | null = null

  const fetchText = async (url: string, validators: PageValidators | null = null) => {
    const page = await egress.get(url, { validators })
    if (page.notModified) return null
    const hints = { contentType: page.contentType, declared: definition.charset }
    return { text: pageText(page.bytes, page.url, hints), url: page.url, validators: page.validators }
  }

  const save = async (drafts: readonly ItemDraft[]) => {
    if (drafts.length === 0) return
    const added = await store.as(crawlerActor).transaction((tx) => saveDrafts(tx, id, drafts, config))
    run.read += drafts.length
    run.counts.new += added
    run.counts.duplicates += drafts.length - added
  }

  const listOf = async (task: ListTask, render: VisitMeans['render']): Promise<Listing | null> => {
    const place = { page: task.page, now: clock.now() }
    if (render && read.type === 'html')
      return readListing(await render(task.url, read.list.entry), definition, { ...place, url: task.url })
    const isFirst = task.page === 1 && task.url === definition.url
    const page = await fetchText(
      task.url,
      isFirst && !readAll ? await rememberedValidators(deps, id, task.url) : null,
    )
    if (!page) return null
    const listing = readListing(page.text, definition, { ...place, url: page.url })
    if (isFirst) kept = page.validators
    return listing
  }

  /** What has not been met in this sweep nor stored before; all of it counts as fetched. */
  const fresh = async <T>(all: readonly T[], keyOf: (one: T) => string): Promise<T[]> => {
    const seen = all.filter((one) => !inLine.has(keyOf(one)))
    for (const one of seen) inLine.add(keyOf(one))
    const known = await knownAmong(deps, id, seen.map(keyOf))
    run.counts.fetched += seen.length
    run.counts.duplicates += known.size
    return seen.filter((one) => !known.has(keyOf(one)))
  }

  const visitList = async (task: ListTask, { add, render }: VisitMeans) => {
    const listing = await listOf(task, render)
    if (!listing) {
      run.notModified = true
      return
    }
    if (listing.note) run.errors.push({ url: task.url, code: 'cut', message: listing.note })
    const entries = await fresh(listing.entries, stateKey)
    const drafts = await fresh(listing.drafts, (draft) => draft.url)
    for (const { url } of entries) {
      const one = listing.held.get(url)
      if (one) held.set(url, one)
    }
    await save(drafts)
    await add(entries.map((entry) => ({ kind: 'detail', url: entry.url, entry })))
    const isNew = entries.length + drafts.length > 0
    const most = read.type === 'sitemap' || read.type === 'feed' ? 2 : (read.list.maxPages ?? usualPages)
    const mayPage = task.page < most && (readAll || isNew || read.type === 'sitemap')
    if (mayPage) await add(listing.next.map((url) => ({ kind: 'list', url, page: task.page + 1 })))
  }

  const visitDetail = async ({ url, entry }: DetailTask, { render }: VisitMeans) => {
    run.attempted++
    const drafts = await openPost(
      { ...entry, url },
      {
        definition,
        now: clock.now(),
        fetchText: async (address) => (await fetchText(address)) ?? { text: '', url: address },
        render,
        held: held.get(url),
        missed: (error, address) => note(run, error, address),
      },
    )
    await save(drafts)
    // A thread as it stood: opened again when its row shows another number of replies.
    if (entry.activity !== undefined)
      await store
        .as(crawlerActor)
        .transaction((tx) => tx.fetchedPages.remember(id, stateKey({ ...entry, url }), null))
  }

  const starts = [definition.url, ...columnsOf(read)].map((url): Task => ({ kind: 'list', url, page: 1 }))
  const failed: SweepError[] = []

  const visit: Visit = async (task, means) => {
    if (closing?.aborted) return
    try {
      await (task.kind === 'list' ? visitList(task, means) : visitDetail(task, means))
    } catch (error) {
      const line = note(run, error, task.url)
      if (task.kind === 'detail' || task.page > 1) return
      const next = mirrorAfter(definition, task.url)
      if (next !== null) {
        line.message = `镜像 ${hostOf(task.url)} 没有应答，本次改用 ${hostOf(next)}：${line.message}`
        await visit({ ...task, url: next }, means)
        return
      }
      failed.push(line)
      // One column that fails is noted; the source is blind when none can be read.
      if (failed.length === starts.length) run.listError = failed[0] ?? line
    }
  }

  if (read.type === 'html' && read.browser) {
    // Loaded when first needed: most installations have no script-rendered source and save its memory.
    const { crawlInBrowser } = await import('../browser/crawl-in-browser.js')
    for (const start of starts) await crawlInBrowser(start, visit, deps)
  } else for (const start of starts) await crawlPlain(start, visit)
  return kept
}

const columnsOf = (read: ReadDefinition): string[] =>
  'columns' in read && read.columns ? read.columns.map(({ url }) => url) : []

/** The mirror to ask when `url`, the source's own address or one of its mirrors, does not answer. */
function mirrorAfter({ url: own, mirrors = [] }: SourceDefinition, url: string): string | null {
  const inOrder = [own, ...mirrors]
  const at = inOrder.indexOf(url)
  return at < 0 ? null : (inOrder[at + 1] ?? null)
}

const hostOf = (url: string) => new URL(url).host

/** By what an entry is known: its address, and of a thread the state its row shows. */
const stateKey = ({ url, activity }: ListEntry): string =>
  activity === undefined ? url : `${url}#at-${activity}`
