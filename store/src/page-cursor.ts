import { InvalidInput } from '@huiyin/domain/errors'

/** Where a page ended: the sort key of its last row as PostgreSQL writes it, and the row's id to break ties. */
export interface PageEnd {
  key: string
  id: string
}

/** One page; `next` asks for the following one and is null on the last. */
export interface Page<Row> {
  rows: Row[]
  next: string | null
  total: number
}

/** An instant, after a grade where the gravest come first. */
const keyText = /^((?:I{1,3}|IV) )?(infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const writeCursor = ({ key, id }: PageEnd): string => Buffer.from(`${key}~${id}`).toString('base64url')

/** @throws InvalidInput for anything this file did not write. */
export function readCursor(cursor: string | undefined): PageEnd | null {
  if (cursor === undefined) return null
  const [key = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('~')
  if (!keyText.test(key) || !uuid.test(id) || rest.length > 0) throw brokenCursor()
  return { key, id }
}

/** What a cursor is that another list wrote, or nobody. */
export const brokenCursor = (): InvalidInput =>
  new InvalidInput('翻页位置无效，请回到第一页', [{ field: 'cursor', message: '不是本系统给出的翻页位置' }])

/** Cuts a page of `limit` from rows asked for with one more than that. */
export function pageFrom<Row extends { id: string; sort_key: string }, View>(
  rows: readonly Row[],
  limit: number,
  total: number,
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(view),
    next: last ? writeCursor({ key: last.sort_key, id: last.id }) : null,
    total,
  }
}
