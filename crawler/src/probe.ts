import { InvalidInput } from '@huiyin/domain/errors'
import type { ItemDraft } from '@huiyin/domain/item'
import type { HtmlDefinition, SourceDefinition, SweepError } from '@huiyin/domain/source'
import { load } from 'cheerio'
import { decodePage } from './charset.js'
import type { CrawlerConfig } from './config.js'
import type { Egress } from './egress/egress.js'
import { extractArticle } from './extract/article.js'
import { ExtractError } from './extract/extract-error.js'
import { extractFeed, isFeed } from './extract/feed.js'
import { extractList, type ListEntry } from './extract/list.js'
import { guessList } from './probe/guess-list.js'
import { guessSource } from './probe/guess-source.js'
import { crawlPlain, type Visit } from './sweep/engine.js'
import { newRun, note } from './sweep/sweep-run.js'

/** What a definition yields, with nothing stored. */
export interface SourceCheck {
  /** The first ten entries of the list or feed. */
  entries: ListEntry[]
  /** How many entries the first page or feed holds. */
  found: number
  /** The first posts as they would be stored, before masking. */
  items: ItemDraft[]
  errors: SweepError[]
}

export interface SourceProbe {
  definition: SourceDefinition
  preview: SourceCheck
}

export interface ProbeOptions {
  now: Date
  /** For script-rendered sources. */
  browser?: Pick<CrawlerConfig, 'userAgent' | 'chromiumPath'>
}

const previewed = 10
/** Posts opened in a dry run: enough to see that the detail rules hold, few enough to be polite. */
const opened = 3

/**
 * Guesses a definition from an address and tries it.
 * @throws InvalidInput when the page holds neither a feed nor a list; FetchError when it cannot be read.
 */
export async function probeSource(url: string, egress: Egress, options: ProbeOptions): Promise<SourceProbe> {
  const page = await egress.get(url)
  const { text } = decodePage(page.bytes, { contentType: page.contentType })
  const title = load(text, { xml: isFeed(text) })('title')
    .first()
    .text()
    .replace(/\s+/g, ' ')
    .trim()
  const source = guessSource(page.url, title)
  const list = isFeed(text) ? null : guessList(text, page.url, options.now)
  if (!isFeed(text) && !list) {
    const message =
      '这个网址上没有找到列表或订阅源：请换成栏目的列表页（一页有多条标题链接），列表由脚本生成的请手写定义并加 browser: true'
    throw new InvalidInput(message, [{ field: 'url', message }], { url })
  }
  const definition: SourceDefinition = { ...source, read: list ? { type: 'html', list } : { type: 'feed' } }
  return { definition, preview: await checkDefinition(definition, egress, options) }
}

/** Runs a definition once without storing anything. @throws FetchError | ExtractError when its list cannot be read. */
export async function checkDefinition(
  definition: SourceDefinition,
  egress: Egress,
  options: ProbeOptions,
): Promise<SourceCheck> {
  if (definition.read.type === 'html') return await checkSite(definition, definition.read, egress, options)
  const page = await egress.get(definition.url)
  const hints = { contentType: page.contentType, declared: definition.charset }
  const drafts = extractFeed(decodePage(page.bytes, hints).text, page.url, options.now)
  if (drafts.length === 0) throw new ExtractError('feed', definition.url, '订阅源里一条也没有：请核对地址')
  const items = drafts.slice(0, previewed)
  return { entries: items, found: drafts.length, items, errors: [] }
}

async function checkSite(
  definition: SourceDefinition,
  read: HtmlDefinition,
  egress: Egress,
  { now, browser }: ProbeOptions,
): Promise<SourceCheck> {
  const run = newRun()
  const check: SourceCheck = { entries: [], found: 0, items: [], errors: run.errors }
  let failure: unknown
  const textOf = async (url: string) => {
    const page = await egress.get(url)
    return decodePage(page.bytes, { contentType: page.contentType, declared: definition.charset }).text
  }
  const visit: Visit = async (task, { add, render }) => {
    try {
      if (task.kind === 'list') {
        const html = render ? await render(task.url, read.list.entry) : await textOf(task.url)
        const { entries } = extractList(html, task.url, read.list, now)
        check.found = entries.length
        check.entries = entries.slice(0, previewed)
        await add(
          entries
            .slice(0, opened)
            .map(({ url, title, publishedAt }) => ({ kind: 'detail', url, entry: { title, publishedAt } })),
        )
        return
      }
      const page = extractArticle(await textOf(task.url), task.url, { selectors: read.detail, now })
      if (page.text === '') throw new ExtractError('empty', task.url, '页面上没有读到正文，请打开网址核对')
      check.items.push({ ...page, url: task.url, publishedAt: page.publishedAt ?? task.entry.publishedAt })
    } catch (error) {
      note(run, error, task.url)
      if (task.kind === 'list') failure = error
    }
  }
  const start = { kind: 'list', url: definition.url, page: 1 } as const
  if (read.browser) {
    const { crawlInBrowser } = await import('./browser/crawl-in-browser.js')
    await crawlInBrowser(start, visit, { egress, config: browser ?? { userAgent: 'Huiyin' } })
  } else await crawlPlain(start, visit)
  if (failure) throw failure
  return check
}
