import pg from 'pg'

/** Runs statements as the owner, whom row-level security does not bind; for tests of the policies themselves. */
export async function asOwner<T extends object>(ownerUrl: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    return (await client.query<T>(statement)).rows
  } finally {
    await client.end()
  }
}

/** Every permissive policy with which a row of `table` can be read. */
export const readingPolicies = (
  ownerUrl: string,
): Promise<{ tablename: string; policyname: string; qual: string }[]> =>
  asOwner(
    ownerUrl,
    `select tablename, policyname, qual from pg_policies
     where schemaname = 'public' and permissive = 'PERMISSIVE' and cmd in ('ALL', 'SELECT') and qual is not null
     order by 1, 2`,
  )

/** Opens one policy to everyone while `work` runs: a test that then still passes proves nothing. */
export async function withOpenPolicy<T>(
  ownerUrl: string,
  { table, policy }: { table: string; policy: string },
  work: () => Promise<T>,
): Promise<T> {
  const found = (await readingPolicies(ownerUrl)).find(
    ({ tablename, policyname }) => tablename === table && policyname === policy,
  )
  if (!found) throw new Error(`no policy ${policy} on ${table}`)
  const set = (condition: string) =>
    asOwner(ownerUrl, `alter policy "${policy}" on "${table}" using (${condition})`)
  await set('true')
  try {
    return await work()
  } finally {
    await set(found.qual)
  }
}
