import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { Columns } from '@huiyin/crawler/intake/guess-columns'
import { type OpenFile, openFile } from '@huiyin/crawler/intake/open-file'
import { postsOfWarc } from '@huiyin/crawler/intake/posts-of-warc'
import { slowHeap } from '@huiyin/crawler/lean-process'
import { InvalidInput } from '@huiyin/domain/errors'
import { importFormatOf, importLimitBytes } from '@huiyin/domain/item-import'
import {
  type ReceivedField,
  type ReceivedPost,
  receivedFieldLabel,
  receivedFields,
} from '@huiyin/domain/received-post'
import { receivePosts } from '@huiyin/store/receive-posts'
import type { Store } from '@huiyin/store/store'
import type { SaveMeans } from '@huiyin/store/store-drafts'
import type { Command } from 'commander'
import { cliActor } from '../cli-actor.js'
import { readEnvironment } from '../environment.js'
import { ensureOriginalKey, originalVault } from '../original-keys.js'
import { print, say, UsageError } from '../output.js'
import { loadSecret } from '../secret.js'
import { systemClock } from '../system-clock.js'
import { withStore } from '../with-store.js'

interface Options {
  sheet?: string
  map?: string
  dryRun?: boolean
}
/** One thing the file holds: a post, or why it is not taken and where it stands. */
type Read = { post: ReceivedPost } | { refused: Record<string, unknown> }

/** Posts of one transaction. */
const savedAtOnce = 500

/** `huiyin import FILE`: a table, lines or an archive of pages become items, as if they had been swept. */
export const addImport = (program: Command): Command =>
  program
    .command('import')
    .description('导入 xlsx、csv、jsonl 或 WARC（.warc、.warc.gz）；逐条列出没有收录的及原因，末行为合计')
    .argument('<file>')
    .option('--sheet <name>', '工作表名称（默认第一张未隐藏的）')
    .option(
      '--map <pairs>',
      `列名对应，如 标题=主题,内容=诉求内容；左边可用：${Object.values(receivedFieldLabel).join('、')}`,
    )
    .option('--dry-run', '只核对，不保存')
    .action(async (file: string, options: Options) => {
      setFlagsFromString(slowHeap)
      const env = readEnvironment(process.env)
      const source = await readsOf(file, options)
      if (options.dryRun) {
        const counts = await take(source, async (posts) => posts.map(() => true))
        return finish(file, { ...counts, saved: false })
      }
      ensureOriginalKey(env)
      const means = { secret: loadSecret(env), vault: originalVault(env) }
      await withStore(env, async (store) =>
        finish(file, { ...(await take(source, (posts) => save(store, posts, means))), saved: true }),
      )
    })

async function save(store: Store, posts: readonly ReceivedPost[], means: SaveMeans): Promise<boolean[]> {
  return await store.as(cliActor).transaction(async (tx) => {
    const receipts = await receivePosts(tx, await tx.receivedSources.import(), posts, means)
    return receipts.map(({ isNew }) => isNew)
  })
}

async function readsOf(file: string, options: Options): Promise<AsyncIterable<Read>> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new UsageError(`没有文件 ${file}`)
  const now = systemClock.now()
  if (/\.warc(\.gz)?$/i.test(file)) return archive(file, now)
  if (found.size > importLimitBytes)
    throw new InvalidInput(`文件超过 ${importLimitBytes / 1024 / 1024} MB，没有导入：请拆成几份`)
  const bytes = await readFile(file)
  const format = importFormatOf(basename(file), bytes)
  if (format === 'warc') return archive(file, now)
  const guessed = { sheet: options.sheet ?? null, headerRow: null, columns: null }
  const opened = await openFile(bytes, format, { choice: guessed, now })
  const { reading, headers } = opened
  if (reading.headerRow === 0) return rows(opened)
  const columns = { ...reading.columns, ...mapped(options.map, headers) }
  if (columns.title === undefined && columns.text === undefined)
    throw new InvalidInput('前 10 行里没有认得的列名：应有“标题”或“内容”列，请在首行写明列名')
  say(
    Object.entries(columns)
      .map(
        ([field, at]) =>
          `${receivedFieldLabel[field as ReceivedField]} ← ${headers[at] || `第 ${at + 1} 列`}`,
      )
      .join('，'),
  )
  if (options.map === undefined) {
    for (const note of opened.notes) say(note)
    return rows(opened)
  }
  const choice = { ...guessed, headerRow: reading.headerRow, columns }
  return rows(await openFile(bytes, format, { choice, now }))
}

function mapped(pairs: string | undefined, heads: readonly string[]): Columns {
  const columns: Columns = {}
  for (const pair of pairs?.split(/[,，]/) ?? []) {
    const [label, head] = pair.split('=').map((part) => part.trim())
    const field = receivedFields.find((name) => receivedFieldLabel[name] === label)
    const at = heads.indexOf(head ?? '')
    if (!field || at < 0)
      throw new UsageError(`--map 里的“${pair}”对不上；列名有：${heads.filter(Boolean).join('、')}`)
    columns[field] = at
  }
  return columns
}

async function* rows(opened: OpenFile): AsyncGenerator<Read> {
  for await (const row of opened.rows()) {
    if ('post' in row) yield { post: row.post }
    else
      for (const { column, message } of row.problems)
        yield { refused: { row: row.number, column, error: message } }
  }
}

async function* archive(file: string, now: Date): AsyncGenerator<Read> {
  for await (const page of postsOfWarc(createReadStream(file), now))
    yield 'post' in page ? { post: page.post } : { refused: { url: page.url, error: page.error } }
}

async function take(
  source: AsyncIterable<Read>,
  keep: (posts: readonly ReceivedPost[]) => Promise<boolean[]>,
): Promise<{ taken: number; new: number; duplicates: number; refused: number }> {
  const counts = { taken: 0, new: 0, duplicates: 0, refused: 0 }
  const refusedRows = new Set<unknown>()
  let batch: ReceivedPost[] = []
  const flush = async () => {
    const added = (await keep(batch)).filter(Boolean).length
    counts.taken += batch.length
    counts.new += added
    counts.duplicates += batch.length - added
    batch = []
    say(`已读 ${counts.taken} 条`)
  }
  for await (const read of source) {
    if ('refused' in read) {
      print(read.refused)
      refusedRows.add(read.refused.row ?? read.refused.url)
      continue
    }
    batch.push(read.post)
    if (batch.length >= savedAtOnce) await flush()
  }
  if (batch.length > 0) await flush()
  return { ...counts, refused: refusedRows.size }
}

function finish(
  file: string,
  counts: { taken: number; refused: number; saved: boolean } & Record<string, unknown>,
): void {
  print({ file: basename(file), ...counts })
  if (counts.refused > 0 || counts.taken === 0) process.exitCode = 1
}
