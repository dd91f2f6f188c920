import type { Actor } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { isEnded } from '@huiyin/domain/case-file'
import { replay } from '@huiyin/domain/case-replay'
import { DomainError } from '@huiyin/domain/errors'
import type { CaseFileId, UserId } from '@huiyin/domain/ids'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore, type TestStore } from './testing.js'
import { buildEvent, buildUnit } from './testing-builders.js'
import type { Tx } from './tx.js'

let shelf: TestStore
const units = ['shuiwu-ju', 'zhujian-ju', 'jiaoyu-ju'] as const
const officer: Actor & { kind: 'user' } = {
  kind: 'user',
  userId: '00000000-0000-4000-8000-0000000000aa' as UserId,
  name: '值班员',
  roles: ['duty-officer'],
  unitCode: null,
}
const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => shelf.store.as(officer).transaction(work)

beforeAll(async () => {
  shelf = await openTestStore({ at: '2026-03-02T09:00:00+08:00' })
  await shelf.store.as({ kind: 'service', name: 'api' }).transaction((tx) =>
    tx.jurisdiction.start(
      { name: '青禾县', aliases: [], parents: [], regimeCode: 'national-2016', demonstration: true },
      units.map((code) => buildUnit(code, code)),
    ),
  )
})
afterAll(() => shelf.close())

const timer = (code: string, metBy: 'reply' | 'statement') => ({
  code,
  name: code,
  startAt: shelf.clock.now(),
  dueAt: new Date(shelf.clock.now().getTime() + 48 * 3_600_000),
  unit: 'hours' as const,
  amount: 48,
  clause: '61号',
  document: '国办发',
  metBy,
  steps: [],
})

const openCase = (): Promise<CaseFileId> =>
  shelf.store.as({ kind: 'service', name: 'api' }).transaction(async (tx) =>
    tx.caseFiles.open(
      {
        eventId: await buildEvent(tx, { judgement: { focus: ['a'] } }),
        kind: 'opinion',
        grade: 'III',
        regimeCode: 'national-2016',
        timers: [timer('response', 'reply'), timer('first-statement', 'statement')],
        accusedUnits: [],
      },
      officer,
    ),
  )

const unit = fc.constantFrom(...units)
const words = fc.constant('情况已核实')
const soon = fc.constant('2026-03-05T01:00:00.000Z')
const evidence = (kind: 'reply' | 'statement') => ({ kind, reference: '文号1', summary: '已经答复' })
const action: fc.Arbitrary<CaseAction> = fc.oneof(
  fc.record({ kind: fc.constant('dispatched' as const), unitCode: unit }),
  fc.record({ kind: fc.constant('assisted' as const), unitCodes: fc.uniqueArray(unit, { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('received' as const), unitCode: unit }),
  fc.record({ kind: fc.constant('contributed' as const), unitCode: unit, text: words }),
  fc.record({ kind: fc.constant('returned' as const), unitCode: unit, basis: words, reason: words }),
  fc.record({
    kind: fc.constant('arbitrated' as const),
    unitCode: unit,
    upheld: fc.boolean(),
    reason: words,
  }),
  fc.record({ kind: fc.constant('supervised' as const), note: words, limitAt: soon }),
  fc.record({ kind: fc.constant('explained' as const), reason: words }),
  fc.constantFrom<CaseAction>(
    { kind: 'responded', timerCode: 'response', evidence: evidence('reply') },
    { kind: 'responded', timerCode: 'first-statement', evidence: evidence('statement') },
  ),
  fc.record({ kind: fc.constant('instructed' as const), by: words, text: words, limitAt: soon }),
  fc.record({ kind: fc.constant('fed-back' as const), actionId: fc.constant(-1), text: words }),
  fc.record({
    kind: fc.constant('interpretation-asked' as const),
    policy: fc.constant('青政发〔2026〕3号'),
    unitCode: unit,
    limitAt: soon,
  }),
  fc.record({
    kind: fc.constant('interpreted' as const),
    actionId: fc.constant(-1),
    reference: fc.constant('https://www.example.gov.cn/jiedu/1.html'),
    text: words,
  }),
  fc.record({ kind: fc.constant('noted' as const), note: words, audience: fc.constant('desk' as const) }),
  fc.record({ kind: fc.constant('closed' as const), conclusion: words }),
  fc.record({
    kind: fc.constant('visited' as const),
    means: words,
    result: fc.constantFrom('satisfied' as const, 'unsatisfied' as const),
  }),
  fc.record({ kind: fc.constant('archived' as const) }),
  fc.record({ kind: fc.constant('undone' as const), actionId: fc.constant(-1) }),
  fc.record({ kind: fc.constant('reopened' as const), reason: words }),
)

/** Everything stored of a case file that its actions decide. */
const stored = (id: string) =>
  run(async (tx) => {
    const row = await tx.db
      .selectFrom('case_file')
      .select([
        'state',
        'lead_unit_code',
        'assist_unit_codes',
        'explained',
        'supervised_until',
        'closed_at',
        'merged_into',
        'next_due_at',
      ])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const { actions, deadlines } = await tx.caseFiles.detail(id)
    const clocks = deadlines.map(({ code, metAt }) => ({ code, met: metAt !== null }))
    const open = await tx.db
      .selectFrom('case_instruction')
      .select('action_id')
      .where('case_file_id', '=', id)
      .where('fed_back_at', 'is', null)
      .where('task', '=', 'instruction')
      .orderBy('action_id')
      .execute()
    const interpreting = await tx.db
      .selectFrom('case_instruction')
      .select('action_id')
      .where('case_file_id', '=', id)
      .where('fed_back_at', 'is', null)
      .where('task', '=', 'interpretation')
      .orderBy('action_id')
      .execute()
    return {
      row,
      actions,
      clocks,
      open: open.map((one) => one.action_id),
      interpreting: interpreting.map((one) => one.action_id),
    }
  })

async function take(id: CaseFileId, asked: CaseAction): Promise<void> {
  const { actions, open, interpreting } = await stored(id)
  await run(async (tx) => {
    if (asked.kind === 'undone') return await tx.caseFiles.undo(id, actions.at(-1)?.id ?? 0, officer)
    if (asked.kind === 'reopened') return await tx.caseFiles.reopen(id, asked, officer)
    const named =
      asked.kind === 'fed-back'
        ? { ...asked, actionId: open[0] ?? 0 }
        : asked.kind === 'interpreted'
          ? { ...asked, actionId: interpreting[0] ?? 0 }
          : asked
    await tx.caseFiles.act(id, named, officer)
  })
}

test('after any sequence of actions the stored case file is what its actions replay to, and a refused one changed nothing', async () => {
  const seen = { taken: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 16 }), async (sequence) => {
      const id = await openCase()
      for (const asked of sequence) {
        const before = await stored(id)
        const refused = await take(id, asked).then(
          () => null,
          (error: unknown) => error,
        )
        const after = await stored(id)
        if (refused) {
          expect(refused).toBeInstanceOf(DomainError)
          expect(after).toEqual(before)
          seen.refused += 1
          continue
        }
        seen.taken += 1
        expect(after.actions.length).toBe(before.actions.length + 1)
        const progress = replay(['response', 'first-statement'], after.actions)
        expect({
          state: after.row.state,
          lead: after.row.lead_unit_code,
          assisting: after.row.assist_unit_codes,
          explained: after.row.explained,
          supervisedUntil: after.row.supervised_until?.toISOString() ?? null,
          ended: after.row.closed_at !== null,
          unmet: after.clocks
            .filter(({ met }) => !met)
            .map(({ code }) => code)
            .sort(),
          instructions: after.open,
          interpretations: after.interpreting,
        }).toEqual({
          state: progress.state,
          lead: progress.leadUnitCode,
          assisting: progress.assisting.map(({ unitCode }) => unitCode),
          explained: progress.explained,
          supervisedUntil: progress.supervisedUntil,
          ended: isEnded(progress.state),
          unmet: [...progress.unmet].sort(),
          instructions: progress.openInstructions.map(({ actionId }) => actionId),
          interpretations: progress.openInterpretations.map(({ actionId }) => actionId),
        })
        expect(after.row.next_due_at === null).toBe(isEnded(progress.state) || progress.unmet.length === 0)
      }
    }),
    { numRuns: 40, seed: 20260302 },
  )
  // A generator that never gets anywhere would prove nothing.
  expect(seen.taken).toBeGreaterThan(60)
  expect(seen.refused).toBeGreaterThan(100)
}, 120_000)
