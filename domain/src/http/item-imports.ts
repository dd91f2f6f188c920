import { type Static, Type } from 'typebox'
import { importFormats, importStates } from '../item-import.js'
import { oneOf } from '../literal.js'
import { receivedFields } from '../received-post.js'
import { Instant, MaybeInstant, MaybeText, pageOf } from './common.js'

const closed = { additionalProperties: false }
const Count = Type.Integer({ minimum: 0 })
/** The place of a column, from 0. */
const Place = Type.Integer({ minimum: 0, maximum: 199 })
const Columns = Type.Object(
  Object.fromEntries(receivedFields.map((field) => [field, Type.Optional(Place)])),
  closed,
)

/** How a person wants a table read; null: as the machine guesses. */
export const ImportChoiceBody = Type.Object(
  {
    sheet: Type.Union([Type.String({ minLength: 1, maxLength: 200 }), Type.Null()]),
    headerRow: Type.Union([Type.Integer({ minimum: 1, maximum: 1_000 }), Type.Null()]),
    columns: Type.Union([Columns, Type.Null()]),
  },
  closed,
)
export type ImportChoiceBody = Static<typeof ImportChoiceBody>

const ImportProblemView = Type.Object({ row: Count, column: Type.String(), message: Type.String() })

/** What the file holds as it would be read; cells are beginnings, masked. */
const ImportPreviewView = Type.Object({
  sheets: Type.Array(Type.Object({ name: Type.String(), hidden: Type.Boolean(), rows: Count })),
  headers: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ number: Count, cells: Type.Array(Type.String()) })),
  problems: Type.Array(ImportProblemView),
  good: Count,
  bad: Count,
  notes: Type.Array(Type.String()),
})

/** One import in a list. */
export const ItemImportLineView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  size: Count,
  format: oneOf(importFormats),
  state: oneOf(importStates),
  uploadedBy: Type.String(),
  uploadedAt: Instant,
  rowsTotal: Count,
  rowsDone: Count,
  rowsNew: Count,
  rowsKnown: Count,
  rowsRefused: Count,
  /** Why it was not (wholly) taken in. */
  failure: MaybeText,
  finishedAt: MaybeInstant,
})
export type ItemImportLineView = Static<typeof ItemImportLineView>
export const ItemImportPage = pageOf(ItemImportLineView)
export type ItemImportPage = Static<typeof ItemImportPage>

/** One import with what a person decides by. */
export const ItemImportView = Type.Object({
  ...ItemImportLineView.properties,
  /** Null until it was looked through. */
  reading: Type.Union([
    Type.Object({
      sheet: MaybeText,
      headerRow: Type.Integer(),
      columns: Type.Object(Object.fromEntries(receivedFields.map((field) => [field, Type.Optional(Place)]))),
    }),
    Type.Null(),
  ]),
  preview: Type.Union([ImportPreviewView, Type.Null()]),
  /** The first rows that were refused; all that are kept are in the table to be saved. */
  refusals: Type.Array(ImportProblemView),
})
export type ItemImportView = Static<typeof ItemImportView>
