import { InvalidInput } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import type { SourceKind } from '@huiyin/domain/source'
import {
  type HtmlDefinition,
  type ReadDefinition,
  type ReadType,
  readDefinitions,
} from '@huiyin/domain/source-reading'
import type { Document } from 'domhandler'
import { isFeed } from '../extract/feed.js'
import { parseJson } from '../extract/json-value.js'
import { parseListTree } from '../extract/list-tree.js'
import { fillGroups, writtenAddress } from '../extract/next-page.js'
import { writtenPattern } from '../extract/pattern.js'
import { find, findAll, lineOf } from '../extract/selector.js'
import { sendsOnTo } from '../extract/shell.js'
import { isSitemap } from '../extract/sitemap.js'
import { isWeiboJson } from '../extract/weibo.js'
import type { FetchedText } from '../read/open-post.js'
import { type Recognised, recognise } from './family.js'
import { guessJson } from './guess-json.js'
import { guessList } from './guess-list.js'

export interface IdentifyMeans {
  now: Date
  /** @throws FetchError | ExtractError */
  fetchText: (url: string) => Promise<FetchedText>
}

/** How an address is to be read, and by what that is known. */
export interface Identified {
  /** Where the list really is. */
  url: string
  title: string
  read: ReadDefinition
  make: { code: string; name: string; why: string[] }
  kind?: SourceKind | undefined
  /** The page as seen, for the columns it links. */
  tree: Document
}

/** Landing pages followed. */
const mostShells = 3

/**
 * Finds out what an address is and how to read it.
 * @throws NothingToRead when it holds neither list nor feed; FetchError when it cannot be read.
 */
export async function identify(start: string, means: IdentifyMeans): Promise<Identified> {
  const why: string[] = []
  let page = await fetchWithRoute(start, means)
  for (let hops = 0; hops < mostShells; hops++) {
    const { tree } = parseListTree(page.text)
    const target = sendsOnTo(tree, shownLength(tree), page.url)
    if (!target) break
    why.push(`落地页转到 ${target}`)
    page = await fetchWithRoute(target, means)
  }
  const found = byFormat(page) ?? (await byFamily(page, means)) ?? byShape(page, means.now)
  if (!found) throw new NothingToRead(page.url, parseListTree(page.text).tree)
  return { ...found, make: { ...found.make, why: [...why, ...found.make.why] } }
}

/** The fragment never travels to a server, yet it names the column of a script-drawn site. */
async function fetchWithRoute(url: string, { fetchText }: IdentifyMeans): Promise<FetchedText> {
  const page = await fetchText(url)
  const { hash } = new URL(url)
  return hash === '' || page.url.includes('#') ? page : { ...page, url: page.url + hash }
}

const shownLength = (tree: Document): number => {
  const body = find(tree, 'body')
  return lineOf(body ?? tree).length
}

/** The page was read, but there is nothing on it to follow. */
export class NothingToRead extends InvalidInput {
  constructor(
    readonly at: string,
    readonly tree: Document,
  ) {
    const message =
      '这个网址上没有找到列表或订阅源：请换成栏目的列表页（一页有多条标题链接），列表由脚本生成的请手写定义并加 browser: true'
    super(message, [{ field: 'url', message }], { url: at })
  }
}

const titleOf = (tree: Document): string => {
  const title = find(tree, 'title')
  return title ? lineOf(title) : ''
}

function byFormat({ text, url }: FetchedText): Identified | null {
  const make = (code: string, name: string, why: string) => ({ code, name, why: [why] })
  const tree = parseListTree(isFeed(text) ? text.slice(0, 4_000) : '').tree
  const title = feedTitle(text) || titleOf(tree)
  if (isWeiboJson(text))
    return {
      url,
      title,
      tree,
      read: { type: 'feed' },
      kind: 'weibo',
      make: make('weibo-json', '微博移动版 JSON', '内容是 cards／mblog 形状的 JSON'),
    }
  if (isFeed(text))
    return {
      url,
      title,
      tree,
      read: { type: 'feed' },
      make: make('feed', '订阅源', '内容是 RSS、Atom 或 JSON Feed'),
    }
  if (isSitemap(text))
    return {
      url,
      title,
      tree,
      read: { type: 'sitemap' },
      make: make('sitemap', '网站地图', '内容是 sitemap'),
    }
  const read = /^\s*[{[]|^\s*[\w$.]+\s*\(\s*[{[]/.test(text) ? guessJson(parseJson(text)) : null
  return (
    read && {
      url,
      title,
      tree,
      read,
      make: make('json', 'JSON 接口', `内容是 JSON，列表在 ${read.list.items || '最外层'}`),
    }
  )
}

const feedTitle = (text: string): string => {
  const value = text.trimStart().startsWith('{') ? parseJson(text) : null
  const title = typeof value === 'object' && value !== null && 'title' in value ? value.title : null
  return typeof title === 'string' ? title : ''
}

async function byFamily(page: FetchedText, means: IdentifyMeans): Promise<Identified | null> {
  const found = recognise(page.text, page.url)
  if (!found) return null
  const { family, why } = found
  const { tree } = parseListTree(page.text)
  const make = { code: family.code, name: family.name, why }
  const base = { title: titleOf(tree), make, kind: family.kind, tree }
  if (!family.moved) {
    const read = familyRead(found, page, means.now)
    return read && { ...base, url: page.url, read }
  }
  const haystack = `${page.url}\n${page.text}`
  const target = writtenAddress(haystack, family.moved, page.url)
  if (!target) return null
  const moved = await means.fetchText(target)
  const read = familyRead(
    found,
    moved,
    means.now,
    writtenPattern(family.moved.pattern).groupsIn(haystack) ?? {},
  )
  return read && { ...base, url: moved.url, read, make: { ...make, why: [...why, `列表在 ${target}`] } }
}

/** The family's rule, completed by what the page shows; null when the two do not make a whole. */
function familyRead(
  { family }: Recognised,
  { text, url }: FetchedText,
  now: Date,
  groups: Readonly<Record<string, string>> = {},
): ReadDefinition | null {
  const rule = filled(family.read, groups) as { type: ReadType; list?: Record<string, unknown> }
  const read =
    rule.type === 'html'
      ? { ...rule, list: completed(family.entries ?? [], rule.list ?? {}, text, url, now) }
      : rule
  return schemaProblems(readDefinitions[rule.type], read).length === 0 ? (read as ReadDefinition) : null
}

/** Groups put into every text of a rule. */
function filled(rule: unknown, groups: Readonly<Record<string, string>>): unknown {
  if (typeof rule === 'string') return fillGroups(rule, groups)
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) return rule
  return Object.fromEntries(Object.entries(rule).map(([key, inner]) => [key, filled(inner, groups)]))
}

/** A list rule with entry and date from the page; rules that find nothing on it are left out. */
function completed(
  entries: readonly string[],
  list: Readonly<Record<string, unknown>>,
  text: string,
  url: string,
  now: Date,
): Partial<HtmlDefinition['list']> {
  const { tree } = parseListTree(text)
  const entry = entries.find((css) => findAll(tree, css).length > 0)
  const guessed = entry ? guessList(tree, url, now, entry) : guessList(tree, url, now)
  const held = Object.entries(list).filter(
    ([name, rule]) => typeof rule !== 'string' || name === 'next' || find(tree, rule) !== null,
  )
  const { next, maxPages, ...rest } = guessed ?? {}
  const paging = list.next === undefined ? { next, maxPages } : {}
  return JSON.parse(
    JSON.stringify({ ...rest, ...paging, ...(entry ? { entry } : {}), ...Object.fromEntries(held) }),
  )
}

function byShape({ text, url }: FetchedText, now: Date): Identified | null {
  const { tree } = parseListTree(text)
  const list = guessList(tree, url, now)
  if (!list) return null
  const isTable = /(?:^|\s)tr(?:\W|$)/.test(list.entry)
  const make = isTable
    ? { code: 'table', name: '表格列表', why: ['每行一条标题链接的表格'] }
    : { code: 'list', name: '普通列表页', why: [`相同结构的标题链接（${list.entry}）`] }
  return { url, title: titleOf(tree), tree, read: { type: 'html', list }, make }
}
