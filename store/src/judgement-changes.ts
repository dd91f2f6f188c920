import type { Actor } from '@huiyin/domain/actor'
import { Conflict, Forbidden, IllegalTransition, NotFound } from '@huiyin/domain/errors'
import {
  type JudgementScope,
  judgementScopeLabel,
  type Replay,
  type RuleTexts,
} from '@huiyin/domain/judgement-change'
import { sql } from 'kysely'
import type { Db } from './database.js'

type Person = Actor & { kind: 'user' }

/** A change without its bytes. */
export interface JudgementChange {
  id: string
  number: number
  scope: JudgementScope
  note: string
  files: RuleTexts | null
  hasWeights: boolean
  taughtBy: number | null
  learnedFrom: readonly string[]
  replay: Replay | null
  problem: string | null
  proposedById: string
  proposedBy: string
  proposedAt: Date
  /** In force now. */
  active: boolean
  /** Was in force once. */
  used: boolean
  /** Taken back by who proposed it, or not adopted by who might have switched it on. */
  setAside: { by: string; at: Date; reason: string } | null
}

export interface JudgementActivation {
  scope: JudgementScope
  number: number | null
  by: string
  at: Date
  reason: string
}

/** What takes the place of what was shipped. */
/** A version that has judged here, with the cards it came with. */
export interface JudgementVersion {
  readonly version: string
  readonly firstUsedAt: Date
  /** When it last began to judge. */
  readonly takenUpAt: Date
  readonly cards: readonly object[]
}

export interface JudgementInForce {
  files: RuleTexts
  weights: Buffer | null
}

type JudgementChangeRow = Omit<JudgementChange, 'setAside'> & {
  setAsideBy: string | null
  setAsideAt: Date | null
  setAsideReason: string | null
}

const toChange = ({
  setAsideBy,
  setAsideAt,
  setAsideReason,
  ...row
}: JudgementChangeRow): JudgementChange => ({
  ...row,
  setAside:
    setAsideBy && setAsideAt ? { by: setAsideBy, at: setAsideAt, reason: setAsideReason ?? '' } : null,
})

/** As many changes as the page lists; older ones are reached by returning to them no more. */
const listed = 50

/**
 * Changes of the judge: proposed, replayed, switched on by another person, and taken back. Nothing is overwritten:
 * what is in force is the newest activation of its scope.
 */
export const judgementChanges = (db: Db, now: Date) => {
  const active = sql<boolean>`c.id = (select a.change_id from judgement_activation a
    where a.scope = c.scope order by a.id desc limit 1)`

  const read = async (where: ReturnType<typeof sql>): Promise<JudgementChange[]> => {
    const { rows } = await sql<JudgementChangeRow>`
      select c.id, c.number::int as number, c.scope, c.note, c.files, c.weights is not null as "hasWeights",
        c.taught_by as "taughtBy", c.learned_from as "learnedFrom", c.replay, c.problem,
        c.proposed_by as "proposedById", c.proposed_by_name as "proposedBy", c.proposed_at as "proposedAt",
        c.set_aside_by_name as "setAsideBy", c.set_aside_at as "setAsideAt", c.set_aside_reason as "setAsideReason",
        coalesce(${active}, false) as active,
        exists (select from judgement_activation a where a.change_id = c.id) as used
      from judgement_change c ${where}
    `.execute(db)
    return rows.map(toChange)
  }

  const get = async (id: string): Promise<JudgementChange> => {
    const [change] = await read(sql`where c.id = ${id}`)
    if (!change) throw new NotFound('没有这项研判变更，或您无权查看')
    return change
  }

  return {
    get,

    list: (): Promise<JudgementChange[]> => read(sql`order by c.number desc limit ${listed}`),

    async activations(): Promise<JudgementActivation[]> {
      const { rows } = await sql<JudgementActivation>`
        select a.scope, c.number::int as number, a.switched_by_name as by, a.switched_at as at, a.reason
        from judgement_activation a left join judgement_change c on c.id = a.change_id
        order by a.id desc limit ${listed}
      `.execute(db)
      return rows
    },

    /** Writes a change down; it does nothing until it is replayed and switched on. */
    async propose(
      { scope, note, files }: { scope: JudgementScope; note: string; files?: RuleTexts },
      by: Person,
    ): Promise<string> {
      const { id } = await db
        .insertInto('judgement_change')
        .values({
          scope,
          note,
          files: files ? JSON.stringify(files) : null,
          proposed_by: by.userId,
          proposed_by_name: by.name,
          proposed_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    },

    /** What the corrections taught. `learnedFrom` names the events, so that a replay can tell them apart. */
    async keepWeights(id: string, weights: Uint8Array, learnedFrom: readonly string[]): Promise<void> {
      await db
        .updateTable('judgement_change')
        .set({ weights: Buffer.from(weights), taught_by: learnedFrom.length, learned_from: [...learnedFrom] })
        .where('id', '=', id)
        .execute()
    },

    async weightsOf(id: string): Promise<Buffer | null> {
      const row = await db
        .selectFrom('judgement_change')
        .select('weights')
        .where('id', '=', id)
        .executeTakeFirst()
      return row?.weights ?? null
    },

    async keepReplay(id: string, replay: Replay): Promise<void> {
      await db
        .updateTable('judgement_change')
        .set({ replay: JSON.stringify(replay), problem: null })
        .where('id', '=', id)
        .execute()
    },

    /** Why a change could not be learnt or replayed. */
    async keepProblem(id: string, problem: string): Promise<void> {
      await db.updateTable('judgement_change').set({ problem }).where('id', '=', id).execute()
    },

    /**
     * Puts a change in force, or with null what was shipped.
     * @throws Forbidden for whoever proposed it; IllegalTransition before it is replayed; Conflict when it is in force.
     */
    async switch(
      { scope, changeId, reason }: { scope: JudgementScope; changeId: string | null; reason: string },
      by: Person,
    ): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtext('judgement_activation'))`.execute(db)
      const current = await db
        .selectFrom('judgement_activation')
        .select('change_id')
        .where('scope', '=', scope)
        .orderBy('id', 'desc')
        .executeTakeFirst()
      if ((current?.change_id ?? null) === changeId)
        throw new Conflict(changeId ? '该变更已在使用，无需再启用' : '现用的就是产品自带版本，无需恢复')
      if (changeId !== null) {
        const change = await get(changeId)
        if (change.scope !== scope) throw new Conflict('变更与要启用的范围不一致，请刷新后重试')
        if (change.proposedById === by.userId)
          throw new Forbidden(
            `研判${judgementScopeLabel[scope]}的变更须由提出人以外的第二人启用，请另一位领导或办公室人员核对回放结果后办理`,
          )
        if (change.setAside)
          throw new IllegalTransition('该变更已撤回或者不采用，不能启用；需要的，请重新提出')
        if (change.replay === null || change.problem !== null)
          throw new IllegalTransition('该变更尚未完成回放，须看过“改对几条、改错几条”后方可启用')
      }
      await db
        .insertInto('judgement_activation')
        .values({
          scope,
          change_id: changeId,
          reason,
          switched_by: by.userId,
          switched_by_name: by.name,
          switched_at: now,
        })
        .execute()
    },

    /**
     * Puts away a change that was never in force: taken back, or not adopted. Who may is the caller's to say.
     * @throws IllegalTransition when it was in force or is put away already.
     */
    async setAside(id: string, reason: string, by: Person): Promise<JudgementChange> {
      const change = await get(id)
      if (change.used)
        throw new IllegalTransition('该变更启用过，不能撤回；停用请恢复自带版本或者启用另一项变更')
      const done = await db
        .updateTable('judgement_change')
        .set({
          set_aside_by: by.userId,
          set_aside_by_name: by.name,
          set_aside_at: now,
          set_aside_reason: reason,
        })
        .where('id', '=', id)
        .where('set_aside_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      if (!done) throw new IllegalTransition('该变更已撤回或者不采用，请刷新后查看')
      return await get(id)
    },

    async inForce(): Promise<JudgementInForce> {
      const { rows } = await sql<{
        scope: JudgementScope
        files: RuleTexts | null
        weights: Buffer | null
      }>`select c.scope, c.files, c.weights from judgement_change c where ${active}`.execute(db)
      return {
        files: rows.find(({ scope }) => scope === 'rules')?.files ?? {},
        weights: rows.find(({ scope }) => scope === 'weights')?.weights ?? null,
      }
    },

    /** Notes that from now on this version judges here; its cards stay when the product moves on. */
    async noteVersion(version: string, cards: readonly object[]): Promise<void> {
      await db
        .insertInto('judgement_version')
        .values({ version, first_used_at: now, taken_up_at: now, cards: JSON.stringify(cards) })
        .onConflict((clash) => clash.column('version').doUpdateSet({ taken_up_at: now }))
        .execute()
    },

    /** Versions that have judged here; the one in force first. */
    async versions(): Promise<JudgementVersion[]> {
      const rows = await db
        .selectFrom('judgement_version')
        .selectAll()
        .orderBy('taken_up_at', 'desc')
        .limit(listed)
        .execute()
      return rows.map(({ version, first_used_at, taken_up_at, cards }) => ({
        version,
        firstUsedAt: first_used_at,
        takenUpAt: taken_up_at,
        cards,
      }))
    },
  }
}
