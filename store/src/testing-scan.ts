import pg from 'pg'

/** One value a reader of a dump would see. */
export interface ReadableValue {
  place: string
  text: string
}

/**
 * Every value of every column that is not bytes, in every table of ours and of the queues, as `pg_dump` would write it:
 * read by the owner, whom no policy holds back.
 */
export async function readableValues(ownerUrl: string): Promise<ReadableValue[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows: columns } = await client.query<{ schema: string; table: string; column: string }>(`
      select n.nspname as schema, c.relname as table, a.attname as column
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'm') and a.attnum > 0 and not a.attisdropped
        and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.atttypid <> 'bytea'::regtype
      order by 1, 2, a.attnum`)
    const values: ReadableValue[] = []
    for (const { schema, table, column } of columns) {
      const name = `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`
      const { rows } = await client.query<{ text: string }>(
        `select ${pg.escapeIdentifier(column)}::text as text from ${name} where ${pg.escapeIdentifier(column)} is not null`,
      )
      for (const { text } of rows) values.push({ place: `${schema}.${table}.${column}`, text })
    }
    return values
  } finally {
    await client.end()
  }
}
