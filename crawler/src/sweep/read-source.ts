import { createHash } from 'node:crypto'
import type { SweepId } from '@huiyin/domain/ids'
import type { ItemDraft } from '@huiyin/domain/item'
import { lookKey } from '@huiyin/store/awaited-answers'
import { revisitDrafts } from '@huiyin/store/revisit-drafts'
import type { SourceRecord } from '@huiyin/store/sources'
import type { Egress } from '../egress/egress.js'
import { ExtractError } from '../extract/extract-error.js'
import type { HeldPost, Listing } from '../read/listing.js'
import { openPost } from '../read/open-post.js'
import { ownReader } from '../read/page-reader.js'
import { draftSaver } from './draft-saver.js'
import { dueAgain, stateKey } from './due-again.js'
import { crawlPlain, readAtOnce, type Task, type Visit, type VisitMeans } from './engine.js'
import { entryRecord, storedFrontier } from './frontier.js'
import { knownAmong, type PageValidators, rememberedValidators } from './known.js'
import { lookOfPage, openingOf } from './look-of-page.js'
import { readingSlots } from './reading-slots.js'
import { repetition } from './repetition.js'
import { saveDrafts } from './save-drafts.js'
import { columnsOf, hostOf, mirrorAfter } from './starts.js'
import { crawlerActor, type SweepDeps } from './sweep-deps.js'
import { note, noteEntries, noteFields, type SweepRun, shapeOf } from './sweep-run.js'

type DetailTask = Extract<Task, { kind: 'detail' }>
type ListTask = Extract<Task, { kind: 'list' }>

/** Pages of the list one sweep reads when the definition does not say. */
const usualPages = 1

type Get = Egress['get']

/** One sweep, as far as reading goes. */
export interface Reading {
  run: SweepRun
  readAll: boolean
  sweepId: SweepId
  onDone: (seq: number, kind: Task['kind']) => void
  ended: AbortSignal
}

/** Letters without an answer that are opened again in one sweep. */
const awaitedAtMost = 20

/**
 * Reads a source's lists and the posts they hold or link that are not known. Paging stops where a whole page is
 * known; after a sweep that left something out, `readAll` reads on so that nothing stays behind that mark. Answers
 * the first list's validators, to be kept when all it held is stored.
 */
export async function readSource(
  source: SourceRecord,
  { run, readAll, sweepId, onDone, ended }: Reading,
  deps: SweepDeps,
): Promise<PageValidators | null> {
  const { store, egress, config, clock, reader = ownReader } = deps
  const asCrawler = store.as(crawlerActor)
  const { id, definition } = source
  const { read } = definition
  const repeats = repetition()
  const inSlot = readingSlots(readAtOnce)
  const inLine = new Set<string>()
  // Not masked yet, so kept in memory only.
  const held = new Map<string, HeldPost>()
  let kept: PageValidators | null = null

  const due = await dueAgain(deps, id)
  // A post a feed carries is tried again when the feed is read: only then is its own text at hand.
  const waitsForList = read.type === 'feed' && due.length > 0

  const fetchPage = async (get: Get, url: string, validators: PageValidators | null = null) => {
    run.requests += 1
    const page = await get(url, { validators })
    run.wireBytes += page.wireBytes
    run.hostDelayMs = Math.max(run.hostDelayMs, page.hostDelayMs)
    return page
  }
  const hints = (contentType: string | null) => ({ contentType, declared: definition.charset })
  const textBy = (get: Get) => async (url: string) => {
    const page = await fetchPage(get, url)
    return { text: { bytes: page.bytes, hints: hints(page.contentType) }, url: page.url }
  }

  const saver = draftSaver((pages) => asCrawler.transaction((tx) => saveDrafts(tx, id, pages, config)))
  const save = async (drafts: readonly ItemDraft[]): Promise<number> => {
    if (drafts.length === 0) return 0
    for (const { title, text, publishedAt, author } of drafts)
      noteFields(run, { 标题: title, 正文: text, 时间: publishedAt, 作者: author })
    const added = await saver(drafts)
    run.read += drafts.length
    run.counts.new += added
    run.counts.duplicates += drafts.length - added
    return added
  }

  /** A list that carries its posts shows those that are stored, too: as they read and count now. */
  const lookAgain = async ({ drafts, held: shown }: Listing, isNew: ReadonlySet<string>) => {
    const cut = [...shown.values()].map(({ draft }) => ({ ...draft, cut: true }))
    const known = [...drafts, ...cut].filter(({ url }) => !isNew.has(url))
    if (known.length > 0) await asCrawler.transaction((tx) => revisitDrafts(tx, id, known, config))
  }

  /** Null when it has not changed since all it held was read. */
  const listOf = async (task: ListTask, get: Get, render: VisitMeans['render']): Promise<Listing | null> => {
    const place = { page: task.page, now: clock.now() }
    if (render && read.type === 'html')
      return await reader('listing', await render(task.url, read.list.entry), task.url, definition, {
        ...place,
        url: task.url,
      })
    const isFirst = task.page === 1 && task.url === definition.url
    const before =
      isFirst && !readAll && !waitsForList ? await rememberedValidators(deps, id, task.url) : null
    const page = await fetchPage(get, task.url, before)
    if (page.notModified) return null
    const bodyHash = hashOf(page.bytes)
    if (before?.bodyHash === bodyHash) return null
    const opening = openingOf(page)
    try {
      const markup = { bytes: page.bytes, hints: hints(page.contentType) }
      const listing = await reader('listing', markup, page.url, definition, { ...place, url: page.url })
      if (isFirst) kept = { ...page.validators, bodyHash }
      return listing
    } catch (error) {
      const { kind, evidence } = lookOfPage(opening)
      run.evidence ??= evidence
      run.pageKind ??= kind
      throw error
    }
  }

  /** What has not been met in this sweep nor stored before; all of it counts as fetched. */
  const fresh = async <T>(all: readonly T[], keyOf: (one: T) => string): Promise<T[]> => {
    const seen = all.filter((one) => !inLine.has(keyOf(one)))
    for (const one of seen) inLine.add(keyOf(one))
    const known = await knownAmong(deps, id, seen.map(keyOf))
    run.counts.fetched += seen.length
    run.counts.duplicates += known.size
    run.known += known.size
    return seen.filter((one) => !known.has(keyOf(one)))
  }

  const visitList = async (task: ListTask, { add, render }: VisitMeans) => {
    const listing = await egress.visit((get) => listOf(task, get, render))
    if (!listing) {
      run.notModified = true
      return
    }
    if (listing.note) run.errors.push({ url: task.url, code: 'cut', message: listing.note, leftOut: true })
    noteEntries(run, [...listing.entries, ...listing.drafts])
    const met = inLine.size
    const entries = await fresh(listing.entries, stateKey)
    const drafts = await fresh(listing.drafts, (draft) => draft.url)
    for (const { url } of entries) {
      const one = listing.held.get(url)
      if (one) held.set(url, one)
    }
    await save(drafts)
    await lookAgain(listing, new Set([...entries, ...drafts].map(({ url }) => url)))
    await add(entries.map((entry) => ({ kind: 'detail', url: entry.url, entry })))
    const isNew = entries.length + drafts.length > 0
    const most = read.type === 'sitemap' || read.type === 'feed' ? 2 : (read.list.maxPages ?? usualPages)
    // A page that only shows again what this sweep has met leads in a circle.
    const goesOn = inLine.size > met || listing.entries.length + listing.drafts.length === 0
    const mayPage = task.page < most && goesOn && (readAll || isNew || read.type === 'sitemap')
    if (mayPage) await add(listing.next.map((url) => ({ kind: 'list', url, page: task.page + 1 })))
  }

  const openBy = (task: DetailTask, render: VisitMeans['render'], inFeed?: HeldPost) =>
    egress.visit((get) =>
      openPost(
        { ...task.entry, url: task.url },
        {
          definition,
          now: clock.now(),
          reader,
          fetchText: textBy(get),
          render,
          held: inFeed,
          missed: (error, address) => note(run, error, address),
        },
      ),
    )

  /** A letter that waits for its answer: nothing new is expected of it, so it counts for nothing. */
  const lookForAnswer = async (task: DetailTask, { render }: VisitMeans) => {
    const { url } = task
    const drafts = await inSlot(() => openBy(task, render)).catch((error: unknown) => {
      note(run, error, url)
      return []
    })
    if (ended.aborted) return
    await asCrawler.transaction(async (tx) => {
      await revisitDrafts(tx, id, drafts, config)
      await tx.fetchedPages.remember(id, lookKey(url), null)
    })
  }

  /** Answers how many of its posts are new; null when it need not be read. */
  const readDetail = async (task: DetailTask, { render }: VisitMeans): Promise<number | null> => {
    const { url, entry } = task
    const post = inSlot(async () => {
      // What became clear while it waited for its slot.
      if (ended.aborted || repeats.isTold(url)) return null
      run.attempted++
      return await openBy(task, render, held.get(url))
    })
    const drafts = await post.catch(async (error: unknown) => {
      if (ended.aborted) throw error
      const { code } = note({ errors: [] }, error, url)
      await asCrawler.transaction((tx) =>
        tx.frontier.failed(id, stateKey({ ...entry, url }), entryRecord({ ...entry, url }), code),
      )
      if (error instanceof ExtractError) noteFields(run, { 标题: '', 正文: '', 时间: null, 作者: null })
      throw error
    })
    if (!drafts) return null
    const added = await save(drafts)
    await noteRead({ url, entry })
    return added
  }

  /** Opens a post unless it would only repeat what its like have shown. */
  const visitDetail = async (task: DetailTask, means: VisitMeans) => {
    const { url } = task
    if (awaited.has(url)) return await lookForAnswer(task, means)
    let added: number | null = null
    await repeats.begin(url)
    try {
      added = await readDetail(task, means)
    } finally {
      if (repeats.end(url, added)) {
        line.dropShape(shapeOf(url))
        const message =
          '同一类网址打开后都是已有的内容，像是日历或会话号造成的重复，本次不再读：请核对列表选择器'
        run.errors.push({ url, code: 'trap', message })
      }
    }
  }

  const noteRead = async ({ url, entry }: Omit<DetailTask, 'kind'>) => {
    if (entry.activity === undefined && !retried.has(url)) return
    await asCrawler.transaction(async (tx) => {
      // A thread as it stood: opened again when its row shows another number of replies.
      if (entry.activity !== undefined) await tx.fetchedPages.remember(id, stateKey({ ...entry, url }), null)
      await tx.frontier.mended(id, stateKey({ ...entry, url }))
    })
  }

  const starts = [definition.url, ...columnsOf(read)].map((url): Task => ({ kind: 'list', url, page: 1 }))
  const visit: Visit = async (task, means) => {
    try {
      await (task.kind === 'list' ? visitList(task, means) : visitDetail(task, means))
    } catch (error) {
      // Cut off by ourselves: it says nothing about the page.
      if (ended.aborted) return
      const said = note(run, error, task.url)
      if (task.kind === 'list') said.leftOut = true
      if (task.kind === 'detail' || task.page > 1) return
      const next = mirrorAfter(definition, task.url)
      if (next !== null) {
        said.message = `镜像 ${hostOf(task.url)} 没有应答，本次改用 ${hostOf(next)}：${said.message}`
        await visit({ ...task, url: next }, means)
        return
      }
      run.failedStarts.push(said)
      // One column that fails is noted; the source is blind when none can be read.
      if (run.failedStarts.length === starts.length) run.listError = run.failedStarts[0] ?? said
    }
  }

  const line = await storedFrontier(starts, {
    store,
    sweepId,
    sourceId: id,
    onDone,
    onCut: (error) => run.errors.push(error),
    ended,
  })
  const retries = waitsForList ? [] : due
  const retried = new Set(retries.map(({ url }) => url))
  const waiting = await asCrawler.transaction((tx) => tx.awaitedAnswers.due(id, awaitedAtMost))
  const awaited = new Set(waiting.map(({ url }) => url))
  await line.add([...retries, ...waiting].map((entry) => ({ kind: 'detail', url: entry.url, entry })))
  if (read.type === 'html' && read.browser) {
    // Loaded when first needed: most installations have no script-rendered source and save its memory.
    const { crawlInBrowser } = await import('../browser/crawl-in-browser.js')
    await crawlInBrowser(line, visit, {
      ...deps,
      onRefused: (hosts) =>
        deps.log.warn({ sourceId: id, hosts }, 'page in the browser tried what it may not'),
    })
  } else await crawlPlain(line, visit)
  return kept
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
