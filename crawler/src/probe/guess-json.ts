import type { JsonDefinition } from '@huiyin/domain/source-reading'
import { at } from '../extract/json-value.js'

/** Names interfaces give to what we look for, likeliest first. */
const names = {
  url: ['url', 'link', 'href', 'docpuburl', 'pubUrl', 'articleUrl', 'detailUrl', 'shareUrl', 'URL'],
  title: ['title', 'subject', 'name', 'docTitle', 'TITLE', 'headline'],
  publishedAt: [
    'publishedAt',
    'publishTime',
    'publish_time',
    'pubDate',
    'pubTime',
    'publishedTimeStr',
    'DOCRELPUBTIME',
    'docRelTime',
    'created_at',
    'createTime',
    'create_time',
    'ctime',
    'date',
    'time',
  ],
  text: ['content_html', 'content', 'text', 'body'],
  author: ['author', 'authorName', 'nickname', 'nickName', 'userName'],
} as const

/** Levels looked into. */
const deepest = 5
/** Fewer alike objects are no list. */
const leastEntries = 3

/** Guesses how to read a list an interface gives as JSON; null when it holds none with titles. */
export function guessJson(value: unknown): JsonDefinition | null {
  const found = listsIn(value, '', 0).sort((a, b) => b.rows.length - a.rows.length)[0]
  if (!found) return null
  const first = found.rows[0]
  const pick = (kind: keyof typeof names) => names[kind].find((name) => isShown(at(first, name)))
  const [url, title, publishedAt, text, author] = [
    pick('url'),
    pick('title'),
    pick('publishedAt'),
    pick('text'),
    pick('author'),
  ]
  if (!title && !text) return null
  if (!url && !text) return null
  const fields = { url, title, publishedAt, ...(url ? {} : { text, author }) }
  const named = Object.fromEntries(Object.entries(fields).filter(([, name]) => name !== undefined))
  return { type: 'json', list: { items: found.path, ...named } }
}

const isShown = (value: unknown) => (typeof value === 'string' && value !== '') || typeof value === 'number'

function listsIn(value: unknown, path: string, depth: number): { path: string; rows: unknown[] }[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  if (Array.isArray(value)) {
    const isList =
      value.length >= leastEntries && value.every((row) => typeof row === 'object' && row !== null)
    return isList ? [{ path, rows: value }] : []
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    listsIn(inner, path === '' ? key : `${path}.${key}`, depth + 1),
  )
}
