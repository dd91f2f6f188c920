import type { ImportReading } from '@huiyin/domain/item-import'
import { type ReceivedField, receivedFields } from '@huiyin/domain/received-post'

type Columns = ImportReading['columns']

/** What the column at this place holds; null: nothing that is taken in. */
export const fieldAt = (columns: Columns, at: number): ReceivedField | null =>
  receivedFields.find((field) => columns[field] === at) ?? null

/** The columns with `field` at this place: one column holds one thing, and one thing stands in one column. */
export function withField(columns: Columns, at: number, field: ReceivedField | null): Columns {
  const kept = Object.entries(columns).filter(([name, place]) => place !== at && name !== field)
  return { ...Object.fromEntries(kept), ...(field ? { [field]: at } : {}) } as Columns
}

/** Without a title and a text there is nothing to take in. */
export const saysSomething = (columns: Columns): boolean =>
  columns.title !== undefined || columns.text !== undefined
