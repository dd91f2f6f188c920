import pg from 'pg'

/** For tests: what the owner of the database can do to the audit who first takes the triggers off. */
export async function tamperAsOwner(ownerUrl: string, ...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('alter table audit_entry disable trigger all')
    for (const statement of statements) await owner.query(statement)
    await owner.query('alter table audit_entry enable trigger all')
  } finally {
    await owner.end()
  }
}
