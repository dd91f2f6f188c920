import type { HtmlDefinition } from '@huiyin/domain/source'
import type { SourceRecord } from '@huiyin/store/sources'
import { decodePage } from '../charset.js'
import { extractArticle } from '../extract/article.js'
import { ExtractError } from '../extract/extract-error.js'
import { extractList, type ListPage } from '../extract/list.js'
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
 * Reads a list and the posts it links that are not known. Paging stops where a whole page is known; after a
 * sweep that left something out, `readAll` reads on so that nothing stays behind that mark. Answers the list's
 * validators, to be kept when all it held is stored.
 */
export async function readSite(
  source: SourceRecord,
  read: HtmlDefinition,
  run: SweepRun,
  { readAll }: { readAll: boolean },
  deps: SweepDeps,
): Promise<PageValidators | null> {
  const { store, egress, config, clock, closing } = deps
  const { id, definition } = source
  const inLine = new Set<string>()
  let kept: PageValidators | null = null

  const fetchText = async (url: string, validators: PageValidators | null) => {
    const page = await egress.get(url, { validators })
    if (page.notModified) return null
    const { text, doubtful, charset } = decodePage(page.bytes, {
      contentType: page.contentType,
      declared: definition.charset,
    })
    if (doubtful)
      throw new ExtractError('charset', url, `页面按 ${charset} 解码后是乱码：请在信源定义里写明 charset`)
    return { text, url: page.url, validators: page.validators }
  }

  const listText = async (task: ListTask, render: VisitMeans['render']) => {
    if (render) return { text: await render(task.url, read.list.entry), url: task.url, validators: null }
    const validators = task.page === 1 && !readAll ? await rememberedValidators(deps, id, task.url) : null
    return await fetchText(task.url, validators)
  }

  const visitList = async (task: ListTask, { add, render }: VisitMeans) => {
    const page = await listText(task, render)
    if (!page) {
      run.notModified = true
      return
    }
    if (task.page === 1) kept = page.validators
    const { entries, next }: ListPage = extractList(page.text, page.url, read.list, clock.now())
    const seen = entries.filter(({ url }) => !inLine.has(url))
    const known = await knownAmong(
      deps,
      id,
      seen.map(({ url }) => url),
    )
    const fresh = seen.filter(({ url }) => !known.has(url))
    for (const { url } of seen) inLine.add(url)
    run.counts.fetched += seen.length
    run.counts.duplicates += known.size
    await add(
      fresh.map(({ url, title, publishedAt }) => ({ kind: 'detail', url, entry: { title, publishedAt } })),
    )
    const mayPage = task.page < (read.list.maxPages ?? usualPages) && (readAll || fresh.length > 0)
    if (next && mayPage) await add([{ kind: 'list', url: next, page: task.page + 1 }])
  }

  const readDetail = async ({ url, entry }: DetailTask, render: VisitMeans['render']) => {
    const options = { selectors: read.detail, now: clock.now() }
    const plain = await fetchText(url, null)
    let page = plain ? extractArticle(plain.text, plain.url, options) : null
    if (render && !page?.text) page = extractArticle(await render(url, null), url, options)
    if (!page?.text)
      throw new ExtractError(
        'empty',
        url,
        '页面上没有读到正文：可能要登录、由脚本生成或已改版，请打开网址核对',
      )
    return {
      ...page,
      url,
      title: page.title || entry.title,
      publishedAt: page.publishedAt ?? entry.publishedAt,
    }
  }

  const visitDetail = async (task: DetailTask, { render }: VisitMeans) => {
    run.attempted++
    const draft = await readDetail(task, render)
    const added = await store.as(crawlerActor).transaction((tx) => saveDrafts(tx, id, [draft], config))
    run.read++
    run.counts.new += added
    run.counts.duplicates += 1 - added
  }

  const visit: Visit = async (task, means) => {
    if (closing?.aborted) return
    try {
      await (task.kind === 'list' ? visitList(task, means) : visitDetail(task, means))
    } catch (error) {
      const line = note(run, error, task.url)
      if (task.kind === 'list' && task.page === 1) run.listError = line
    }
  }

  const start: Task = { kind: 'list', url: definition.url, page: 1 }
  if (read.browser) {
    // Loaded when first needed: most installations have no script-rendered source and save its memory.
    const { crawlInBrowser } = await import('../browser/crawl-in-browser.js')
    await crawlInBrowser(start, visit, deps)
  } else await crawlPlain(start, visit)
  return kept
}
