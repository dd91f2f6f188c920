/** A cursor page on the wire. */
export interface Page<Row> {
  rows: Row[]
  /** Null on the last page. */
  next: string | null
  total: number
}
