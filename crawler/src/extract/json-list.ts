import type { JsonRule } from '@huiyin/domain/source-reading'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { cleanUrl } from '@huiyin/store/clean-url'
import { ExtractError, noMatch } from './extract-error.js'
import { at, parseJson, textAt } from './json-value.js'
import type { DatedEntry } from './list.js'
import { markupText } from './markup-text.js'
import { countsOf } from './particulars.js'

/** One entry of a JSON list; `text` is empty where the rule names none. */
export interface JsonEntry extends DatedEntry {
  text: string
  author: string | null
  images: string[]
  counts: ReturnType<typeof countsOf>
}

export interface JsonList {
  entries: JsonEntry[]
  next: string | null
}

/** Entries of one answer that are read; an interface that gives more has paging. */
const mostEntries = 2_000

/**
 * Reads a list an interface gives as JSON. `page` is this page's number, from 1.
 * @throws ExtractError `json` when it is no JSON, `selector` when the path holds no list or no entry has an address.
 */
export function extractJsonList(
  text: string,
  url: string,
  rule: JsonRule,
  page: number,
  now: Date,
): JsonList {
  const value = parseJson(text)
  if (value === undefined)
    throw new ExtractError(
      'json',
      url,
      '这个地址给出的不是 JSON：接口可能已改动或要求登录，请在浏览器里打开核对',
    )
  const rows = at(value, rule.items)
  if (!Array.isArray(rows)) throw noMatch('read.list.items', rule.items, url)
  const entries = new Map<string, JsonEntry>()
  for (const row of rows.slice(0, mostEntries)) {
    const read = entryOf(row, url, rule, now)
    if (read && !entries.has(read.url)) entries.set(read.url, read)
  }
  if (entries.size === 0 && (rows.length > 0 || page === 1))
    throw noMatch('read.list.url', rule.url ?? 'id', url)
  const next =
    rows.length > 0 && rule.next ? cleanUrl(rule.next.replaceAll('{page}', String(page + 1)), url) : null
  return { entries: [...entries.values()], next }
}

function entryOf(row: unknown, base: string, rule: JsonRule, now: Date): JsonEntry | null {
  const content = markupText(textAt(row, rule.text) ?? '', base)
  const named = cleanUrl(textAt(row, rule.url ?? 'url') ?? '', base)
  const id = named ? null : (textAt(row, 'id') ?? textAt(row, 'commentId'))
  const target = named ?? (id === null ? null : `${cleanUrl(base)}#${id}`)
  if (!target) return null
  const title = markupText(textAt(row, rule.title) ?? '', base).text.replaceAll('\n', ' ')
  const when = textAt(row, rule.publishedAt)
  return {
    url: target,
    title: title || firstLine(content.text),
    text: content.text,
    author: textAt(row, rule.author),
    publishedAt: when === null ? null : instantOf(when, now),
    images: content.images,
    counts: countsOf((name) => textAt(row, rule[name])),
  }
}

/** Seconds or milliseconds since 1970, or a time in words. */
const instantOf = (when: string, now: Date): Date | null =>
  /^\d{10}(?:\d{3})?$/.test(when)
    ? new Date(Number(when) * (when.length === 10 ? 1_000 : 1))
    : parsePublishedAt(when, now)

/** What stands for the title of a post without one. */
export const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 40)
