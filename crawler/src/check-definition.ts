import type { ItemDraft } from '@huiyin/domain/item'
import type { SourceDefinition, SweepError } from '@huiyin/domain/source'
import type { CrawlerConfig } from './config.js'
import type { Egress } from './egress/egress.js'
import type { DatedEntry } from './extract/list.js'
import { type HeldPost, readListing } from './read/listing.js'
import { openPost } from './read/open-post.js'
import { pageText } from './read/page-text.js'
import { crawlPlain, type Visit } from './sweep/engine.js'
import { memoryFrontier } from './sweep/frontier.js'
import { newRun, note } from './sweep/sweep-run.js'

/** What a definition yields, with nothing stored. */
export interface SourceCheck {
  /** The first ten entries of the list or feed. */
  entries: DatedEntry[]
  /** How many entries the first page or feed holds. */
  found: number
  /** The first posts as they would be stored, before masking. */
  items: ItemDraft[]
  errors: SweepError[]
  /** The list's second page, when the first names one. */
  nextPage: string | null
}

export interface CheckOptions {
  now: Date
  /** For script-rendered sources. */
  browser?: Pick<CrawlerConfig, 'userAgent' | 'chromiumPath'>
}

const previewed = 10
/** Posts opened in a dry run: enough to see that the detail rules hold, few enough to be polite. */
const opened = 3

/** Runs a definition once without storing anything. @throws FetchError | ExtractError when its list cannot be read. */
export async function checkDefinition(
  definition: SourceDefinition,
  egress: Egress,
  { now, browser }: CheckOptions,
): Promise<SourceCheck> {
  const { read } = definition
  const run = newRun()
  const check: SourceCheck = { entries: [], found: 0, items: [], errors: run.errors, nextPage: null }
  const held = new Map<string, HeldPost>()
  let failure: unknown
  const fetchText = async (url: string) => {
    const page = await egress.get(url)
    const hints = { contentType: page.contentType, declared: definition.charset }
    return { text: pageText(page.bytes, page.url, hints), url: page.url }
  }
  const visit: Visit = async (task, { add, render }) => {
    try {
      if (task.kind === 'detail') {
        const means = { definition, now, fetchText, render, held: held.get(task.url) }
        const missed = (error: unknown, url: string) => note(run, error, url)
        check.items.push(...(await openPost({ ...task.entry, url: task.url }, { ...means, missed })))
        return
      }
      const isRendered = render && read.type === 'html'
      const page = isRendered
        ? { text: await render(task.url, read.list.entry), url: task.url }
        : await fetchText(task.url)
      const listing = readListing(page.text, definition, { url: page.url, page: task.page, now })
      const all = [...listing.entries, ...listing.drafts]
      check.found = all.length
      check.nextPage = listing.next[0] ?? null
      check.entries = all
        .slice(0, previewed)
        .map(({ url, title, publishedAt }) => ({ url, title, publishedAt }))
      check.items.push(...listing.drafts.slice(0, previewed))
      for (const [url, one] of listing.held) held.set(url, one)
      if (all.length === 0)
        await add(listing.next.slice(0, 1).map((url) => ({ kind: 'list', url, page: task.page + 1 })))
      await add(listing.entries.slice(0, opened).map((entry) => ({ kind: 'detail', url: entry.url, entry })))
    } catch (error) {
      note(run, error, task.url)
      if (task.kind === 'list') failure = error
    }
  }
  const start = { kind: 'list', url: definition.url, page: 1 } as const
  if (read.type === 'html' && read.browser) {
    const { crawlInBrowser } = await import('./browser/crawl-in-browser.js')
    await crawlInBrowser(memoryFrontier([start]), visit, {
      egress,
      config: browser ?? { userAgent: 'Huiyin' },
    })
  } else await crawlPlain(memoryFrontier([start]), visit)
  if (failure) throw failure
  return check
}
