import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basename, join } from 'node:path'
import type { Clock } from '@huiyin/domain/clock'
import { InvalidInput } from '@huiyin/domain/errors'
import type { SourceId } from '@huiyin/domain/ids'
import { maskPersonalData } from '@huiyin/domain/personal-data/mask'
import { dayOf } from '@huiyin/domain/shanghai'
import type { SourceDefinition } from '@huiyin/domain/source'
import { type KeyRing, openVault } from '@huiyin/store/original-vault'
import type { Store } from '@huiyin/store/store'
import type { Logger } from 'pino'
import { openEgress } from '../egress/egress.js'
import { crawlerActor } from '../sweep/sweep-deps.js'
import { sweepSource } from '../sweep.js'
import { gramF1 } from './gram-f1.js'

/** One letter as it really reads. */
interface GoldLetter {
  file: string
  title: string
  date: string
  content: string
}

export interface LetterFigures {
  stored: number
  titlesEqual: number
  datesEqual: number
  textsEqual: number
  /** Mean 4-gram F1 of the texts; a letter not stored counts as 0. */
  meanF1: number
}

export interface LetterProof extends LetterFigures {
  /** The same letters read without selectors, by the general extractor alone. */
  general: LetterFigures
}

export interface ProofMeans {
  /** The folder with `gold.jsonl` and the pages it names. */
  folder: string
  store: Store
  log: Logger
  clock?: Clock
}

/** How that letter box is read when someone has looked at one of its pages. */
const selectors = {
  title: '.o-font4 > strong',
  text: '.column.p-2.text-muted.mx-2',
  publishedAt: '.col-md-3.text-muted',
}

/**
 * Serves a folder of saved letters on loopback behind an index page, sweeps it as an ordinary source into
 * `store`, twice: with selectors and without. Compares what was stored with the gold.
 * @throws InvalidInput when the folder holds no gold.
 */
export async function proveLetters(means: ProofMeans): Promise<LetterProof> {
  const gold = readGold(means.folder)
  const site = await serve(means.folder, gold)
  try {
    const sweep = (id: string, detail: object) => sweepLetters(id, site.url, detail, gold, means)
    const bySelectors = await sweep('letters-by-selectors', { detail: selectors })
    return { ...bySelectors, general: await sweep('letters-general', {}) }
  } finally {
    await site.close()
  }
}

function readGold(folder: string): GoldLetter[] {
  const path = join(folder, 'gold.jsonl')
  if (!existsSync(path)) {
    const message = `${folder} 里没有 gold.jsonl：请指明存有网页和标准答案的文件夹`
    throw new InvalidInput(message, [{ field: 'folder', message }])
  }
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as GoldLetter)
}

/** The folder as a web site: an index of links, and the pages byte for byte. */
async function serve(folder: string, gold: readonly GoldLetter[]) {
  const links = gold.map(({ file }) => `<li><a href="/letters/${file}">${file}</a></li>`)
  const index = `<!doctype html><meta charset="utf-8"><title>来信</title><ul class="letters">${links.join('')}</ul>`
  const known = new Set(gold.map(({ file }) => file))
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const file = basename(path)
    response.setHeader('content-type', 'text/html')
    if (path === '/') response.end(index)
    else if (path.startsWith('/letters/') && known.has(file)) response.end(await readFile(join(folder, file)))
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

async function sweepLetters(
  id: string,
  url: string,
  detail: object,
  gold: readonly GoldLetter[],
  { store, log, clock = { now: () => new Date() } }: ProofMeans,
): Promise<LetterFigures> {
  const definition: SourceDefinition = {
    id,
    name: '来信（验证用）',
    kind: 'board',
    level: 'city',
    url,
    everySeconds: 86_400,
    read: { type: 'html', list: { entry: 'ul.letters > li' }, ...detail },
  }
  const config = {
    userAgent: 'Huiyin/0.1 (proof on loopback)',
    allowedNetworks: ['127.0.0.0/8'],
    minHostDelayMs: 1_000,
    loopbackDelayMs: 0,
    secret: 'proof',
    vault: openVault(passingKey()),
  }
  const egress = openEgress(config)
  try {
    const as = store.as(crawlerActor)
    const sourceId = await as.transaction((tx) => tx.sources.upsert(definition))
    await sweepSource(sourceId, { store, egress, config, clock, log })
    return await compare(store, sourceId, gold)
  } finally {
    await egress.close()
  }
}

/** The proof's store is thrown away, and its originals with the key. */
function passingKey(): KeyRing {
  const key = { id: 'proof', bytes: randomBytes(32) }
  return { current: () => key, find: () => key }
}

async function compare(
  store: Store,
  sourceId: SourceId,
  gold: readonly GoldLetter[],
): Promise<LetterFigures> {
  const rows = await store.as(crawlerActor).transaction((tx) => tx.items.ofSource(sourceId))
  const byFile = new Map(rows.map((item) => [basename(new URL(item.url).pathname), item]))
  const bare = (text: string) => text.replace(/\s+/g, '')
  const figures = { stored: rows.length, titlesEqual: 0, datesEqual: 0, textsEqual: 0, meanF1: 0 }
  let sumF1 = 0
  for (const letter of gold) {
    const item = byFile.get(letter.file)
    if (!item) continue
    // What is stored is masked for reading, so what it is held against is as well.
    const [title, content] = [maskPersonalData(letter.title), maskPersonalData(letter.content)]
    if (bare(item.title) === bare(title)) figures.titlesEqual++
    if (item.publishedAt && dayOf(item.publishedAt) === letter.date) figures.datesEqual++
    if (bare(item.text) === bare(content)) figures.textsEqual++
    sumF1 += gramF1(item.text, content)
  }
  return { ...figures, meanF1: gold.length === 0 ? 0 : sumF1 / gold.length }
}
