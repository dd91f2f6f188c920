import { InvalidInput } from '@huiyin/domain/errors'
import type { SourceDefinition } from '@huiyin/domain/source'
import type { HtmlDefinition } from '@huiyin/domain/source-reading'

import { type CheckOptions, checkDefinition, type SourceCheck } from './check-definition.js'
import type { Egress } from './egress/egress.js'
import { type Column, columnsWorth, townshipColumns } from './probe/columns.js'
import { guessSource } from './probe/guess-source.js'
import { type Identified, type IdentifyMeans, identify, NothingToRead } from './probe/identify.js'
import { readListing } from './read/listing.js'
import { pageText } from './read/page-text.js'

/** A definition made from an address, tried, and why it reads as it does. */
export interface SourceProbe {
  definition: SourceDefinition
  preview: SourceCheck
  /** The make of the site: the family's code and name and the signs seen, in Chinese. */
  make: Identified['make']
  /** Other columns the page links that are worth watching. */
  columns: Column[]
}

/** Columns of a site that are tried before all are taken into one definition. */
const triedColumns = 3

/**
 * Finds out how an address is read and tries it.
 * @throws InvalidInput when the page holds neither a feed nor a list; FetchError when it cannot be read.
 */
export async function probeSource(url: string, egress: Egress, options: CheckOptions): Promise<SourceProbe> {
  const means: IdentifyMeans = {
    now: options.now,
    fetchText: async (address) => {
      const page = await egress.get(address)
      return { text: pageText(page.bytes, page.url, { contentType: page.contentType }), url: page.url }
    },
  }
  try {
    return await tried(await identify(url, means), egress, options)
  } catch (error) {
    if (!(error instanceof NothingToRead)) throw error
    const towns = townshipColumns(error.tree, error.at)
    if (towns.length > 0) return await townships(towns, error, means, egress, options)
    return await inBrowser(error, egress, options)
  }
}

async function tried(found: Identified, egress: Egress, options: CheckOptions): Promise<SourceProbe> {
  const { url, title, read, make, kind, tree } = found
  const definition: SourceDefinition = { ...guessSource(url, title, kind), read }
  const preview = await checkDefinition(definition, egress, options)
  const columns = columnsWorth(tree, url)
  const isRefused = preview.errors.some(({ code }) => code === 'selector')
  if (!isRefused || !('detail' in read) || !read.detail) return { definition, preview, make, columns }
  // The family's rules do not hold on this site's posts: the general extractor reads them.
  const { detail: _, ...general } = read
  const plain = { ...definition, read: general as SourceDefinition['read'] }
  return { definition: plain, preview: await checkDefinition(plain, egress, options), make, columns }
}

/** The townships of a county as one definition: the first column's rule, proved on some of the others. */
async function townships(
  towns: readonly Column[],
  nothing: NothingToRead,
  means: IdentifyMeans,
  egress: Egress,
  options: CheckOptions,
): Promise<SourceProbe> {
  const [first, ...others] = towns
  if (!first) throw nothing
  const found = await identify(first.url, means)
  const { read } = found
  if (read.type !== 'html') throw nothing
  const fits: Column[] = []
  for (const [at, town] of others.entries())
    if (at >= triedColumns || (await isReadBy(read, town, means))) fits.push(town)
  const probe = await tried(
    { ...found, read: { ...read, ...(fits.length > 0 ? { columns: fits } : {}) } },
    egress,
    options,
  )
  const why = `页面链接了 ${towns.length} 个乡镇栏目，写法相同的 ${fits.length + 1} 个合为一个信源`
  return { ...probe, make: { ...probe.make, why: [...probe.make.why, why] } }
}

async function isReadBy(
  read: HtmlDefinition,
  { url }: Column,
  { fetchText, now }: IdentifyMeans,
): Promise<boolean> {
  try {
    const page = await fetchText(url)
    const trial = { read } as SourceDefinition
    return readListing(page.text, trial, { url: page.url, page: 1, now }).entries.length > 0
  } catch {
    return false
  }
}

/** The plain page holds nothing: what a browser shows of it, when there is one. */
async function inBrowser(
  nothing: NothingToRead,
  egress: Egress,
  options: CheckOptions,
): Promise<SourceProbe> {
  // Loaded when first needed: most addresses are read plainly.
  const { renderOnce } = await import('./browser/render-once.js')
  const rendered = await renderOnce(nothing.at, {
    egress,
    config: options.browser ?? { userAgent: 'Huiyin' },
  })
  const means = { now: options.now, fetchText: async () => ({ text: rendered, url: nothing.at }) }
  const found = await identify(nothing.at, means).catch((error: unknown) => {
    if (error instanceof NothingToRead) throw told(nothing)
    throw error
  })
  if (found.read.type !== 'html') throw told(nothing)
  const why = [...found.make.why, '直接取回的网页上没有条目，由浏览器打开后才有']
  return await tried(
    { ...found, read: { ...found.read, browser: true }, make: { ...found.make, why } },
    egress,
    options,
  )
}

/** The refusal with the columns that could be given instead. */
function told(nothing: NothingToRead): InvalidInput {
  const columns = columnsWorth(nothing.tree, nothing.at)
  if (columns.length === 0) return nothing
  const message = `这个网址上没有找到列表。页面上的这些栏目可以逐个试：${columns.map(({ name, url }) => `${name} ${url}`).join('；')}`
  return new InvalidInput(message, [{ field: 'url', message }], { url: nothing.at, columns })
}
