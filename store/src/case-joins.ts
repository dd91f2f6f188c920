import type { Actor } from '@huiyin/domain/actor'
import type { CaseAction } from '@huiyin/domain/case-action'
import { check } from '@huiyin/domain/case-transition'
import { InvalidInput } from '@huiyin/domain/errors'
import type { CaseFileId } from '@huiyin/domain/ids'
import { caseChecks } from './case-checks.js'
import { caseClocks } from './case-clocks.js'
import { caseEntries } from './case-entries.js'
import { caseHolding, type HeldCase } from './case-holding.js'
import { caseProjection } from './case-projection.js'
import { toDeadline } from './case-rows.js'
import type { Db } from './database.js'

/** Actions that touch two case files: both keep their histories, each names the other. */
export const caseJoins = (db: Db, now: Date) => {
  const { hold, record } = caseHolding(db, now)
  const checks = caseChecks(db, now)
  const projection = caseProjection(db, now)

  /** Two files at once, always the same one first: two officers who join them crosswise do not wait for each other. */
  const holdBoth = async (one: string, other: string): Promise<[HeldCase, HeldCase]> => {
    const [first, second] = [one, other].sort() as [string, string]
    const held = new Map([
      [first, await hold(first)],
      [second, await hold(second)],
    ])
    return [held.get(one) as HeldCase, held.get(other) as HeldCase]
  }

  return {
    /**
     * `id` goes on in `intoId`: the clocks of both stay, the earliest shown first, and an answer there meets both.
     * @throws InvalidInput when the keeper's units are accused by this one; IllegalTransition for ended files.
     */
    async merge(id: CaseFileId, { intoId, reason }: { intoId: string; reason: string }, by: Actor) {
      if (id === intoId)
        throw new InvalidInput('不能并入自身，请选择另一个案件', [
          { field: 'intoId', message: '请选择另一个案件' },
        ])
      const [merged, keeper] = await holdBoth(id, intoId)
      const accused = await checks.accusedBy(merged.file)
      const leads = [keeper.file.lead_unit_code, ...keeper.file.assist_unit_codes]
      if (leads.some((unit) => unit !== null && accused.includes(unit)))
        throw new InvalidInput(
          `不能并入第 ${keeper.file.number} 号案件：其承办单位正是本案检举、控告的单位（信访工作条例第三十条）`,
          [{ field: 'intoId', message: '承办单位是被反映单位' }],
        )
      if (merged.progress.absorbed.length > 0)
        throw new InvalidInput(`已有其他案件并入本案：请反过来，把第 ${keeper.file.number} 号案件并入本案`, [
          { field: 'intoId', message: '请反向并案' },
        ])
      const into: CaseAction = { kind: 'merged', intoId, intoNumber: keeper.file.number, reason }
      const taken: CaseAction = {
        kind: 'absorbed',
        fromId: id,
        fromNumber: merged.file.number,
        unmet: [...merged.progress.unmet],
        reason,
      }
      check(merged.progress, into)
      check(keeper.progress, taken)
      await record(merged, into, by)
      await record(keeper, taken, by)
    },

    /**
     * Part of the matter goes on in a file of its own, with the clocks as they stand here: dividing starts no new time.
     * @returns the new file.
     */
    async split(
      id: CaseFileId,
      { matter, reason }: { matter: string; reason: string },
      by: Actor,
    ): Promise<CaseFileId> {
      const parent = await hold(id)
      const { file } = parent
      check(parent.progress, { kind: 'split', childId: id, childNumber: file.number, matter, reason })
      const child = await db
        .insertInto('case_file')
        .values({
          event_id: file.event_id,
          split_from: id,
          matter,
          state: 'accepted',
          kind: file.kind,
          grade: file.grade,
          regime_code: file.regime_code,
          lead_unit_code: null,
          accused_units: [...file.accused_units],
          opened_at: now,
          closed_at: null,
          next_due_at: file.next_due_at,
          instants: JSON.stringify(file.instants),
          regimes: JSON.stringify(file.regimes),
          limit_days: file.limit_days,
        })
        .returning(['id', 'number'])
        .executeTakeFirstOrThrow()
      const clocks = await db
        .selectFrom('response_deadline')
        .selectAll()
        .where('case_file_id', '=', id)
        .where('met_at', 'is', null)
        .where('superseded_at', 'is', null)
        .execute()
      if (clocks.length > 0)
        await db
          .insertInto('response_deadline')
          .values(
            clocks.map((clock) => ({
              ...clock,
              case_file_id: child.id,
              steps: JSON.stringify(clock.steps),
              rule: clock.rule ? JSON.stringify(clock.rule) : null,
              pauses: JSON.stringify(clock.pauses),
              evidence: null,
            })),
          )
          .execute()
      for (const clock of clocks)
        await caseClocks(db, now).writeOpened(
          child.id,
          toDeadline(clock, null),
          `自第 ${file.number} 号案件分出，时限照原计`,
          by,
        )
      await caseEntries(db, now).append(
        child.id,
        { kind: 'split-off', parentId: id, parentNumber: file.number, matter, reason },
        by,
      )
      await record(
        parent,
        { kind: 'split', childId: child.id, childNumber: child.number, matter, reason },
        by,
      )
      return child.id as CaseFileId
    },

    /** Reopens a file; one that was merged leaves its keeper and takes its clocks along, with what met them. */
    async reopen(id: CaseFileId, { reason }: { reason: string }, by: Actor): Promise<void> {
      const held = await hold(id)
      const keeperId = held.file.merged_into
      check(held.progress, { kind: 'reopened', reason })
      await record(held, { kind: 'reopened', reason }, by)
      if (keeperId === null) return
      const keeper = await hold(keeperId)
      await record(
        keeper,
        {
          kind: 'released',
          fromId: id,
          fromNumber: held.file.number,
          unmet: keeper.clocks.filter((clock) => clock.case_file_id === keeperId).map(({ code }) => code),
        },
        by,
      )
      await projection.write(id, (await hold(id)).progress, null)
    },
  }
}
