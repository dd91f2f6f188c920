import { type Role, roles } from '@huiyin/domain/actor'
import { separationProblem } from '@huiyin/domain/separation-of-duties'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import type { Tx } from './tx.js'

let opened: TestStore
beforeAll(async () => {
  opened = await openTestStore()
})
afterAll(() => opened.close())

const run = <T>(work: (tx: Tx) => Promise<T>) =>
  opened.store.as({ kind: 'service', name: 'cli' }).transaction(work)

const county = (demonstration: boolean) =>
  run((tx) =>
    tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration },
      [],
    ),
  )
const create = (name: string, held: Role[]) =>
  run((tx) => tx.accounts.create({ name, displayName: name, roles: held, unitCode: null }))

test('the database and the domain agree on every set of roles', async () => {
  const sets = Array.from({ length: 2 ** roles.length - 1 }, (_, n) =>
    roles.filter((_role, bit) => ((n + 1) >> bit) & 1),
  )
  for (const isDemonstration of [false, true]) {
    const parted = await run((tx) =>
      Promise.all(
        sets.map(async (held) => {
          const { rows } = await sql<{ parted: boolean }>`
            select huiyin_roles_parted(${held}::text[], ${isDemonstration}) as parted`.execute(tx.db)
          return rows[0]?.parted
        }),
      ),
    )
    const expected = sets.map((held) => {
      const unitCode = held.includes('unit') ? 'a-unit' : null
      const problem = separationProblem(
        { roles: held, unitCode },
        { isFirstOfDemonstration: isDemonstration },
      )
      return problem === null
    })
    expect(parted).toEqual(expected)
    expect(expected.filter(Boolean).length).toBeGreaterThan(10)
  }
})

test('only the first account of a demonstration may administer and be on duty', async () => {
  await county(true)
  await create('first', ['administrator', 'duty-officer'])
  await expect(create('second', ['administrator', 'duty-officer'])).rejects.toThrow('三员分立')
})

test('a demonstration cannot end while someone would administer and read', async () => {
  await expect(county(false)).rejects.toThrow('仍有账号兼任系统管理员与其他角色')
  await run(async (tx) => {
    await tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: false },
      [],
    )
    await tx.accounts.separateFromAdministration('duty-officer')
  })
  expect((await run((tx) => tx.accounts.named('first')))?.roles).toEqual(['administrator'])
})

test('an account is never deleted: what it did keeps its name', async () => {
  await expect(run((tx) => tx.db.deleteFrom('account').execute())).rejects.toThrow('permission denied')
})
