import type { Actor } from '@huiyin/domain/actor'
import type { HolidayYear } from '@huiyin/domain/calendar'
import { Conflict, Forbidden, IllegalTransition, NotFound } from '@huiyin/domain/errors'
import type { RegimeChoice, RuleChangeKind, RuleChangeState } from '@huiyin/domain/http/rules'
import type { NoticeRules } from '@huiyin/domain/notice'
import type { Regime } from '@huiyin/domain/regime'
import type { Day } from '@huiyin/domain/shanghai'
import { type Selectable, sql } from 'kysely'
import type { Db } from './database.js'
import type { RuleChangeTable } from './schema-clocks.js'
import { decideAsSecond, type RequestName, type SecondWord, type TwoPeople } from './second-person.js'

/** One version of a regime, or one choice of regimes, with the two people behind it. */
export interface RuleChange extends TwoPeople {
  id: string
  kind: RuleChangeKind
  regimeCode: string
  version: number
  body: Regime | RegimeChoice | NoticeRules
  yaml: string
  effectiveOn: Day
  state: RuleChangeState
}

export interface NewRuleChange {
  kind: RuleChangeKind
  regimeCode: string
  body: Regime | RegimeChoice | NoticeRules
  yaml: string
  effectiveOn: Day
  reason: string
}

export interface ImportedYear {
  year: number
  notice: HolidayYear
  importedBy: string
  importedAt: Date
}

type Person = Actor & { kind: 'user' }

const names: Record<RuleChangeKind, RequestName> = {
  'edit-regime': { what: '制度修订', must: '制度的修订须由申请人以外的第二人批准' },
  'choose-regimes': { what: '适用制度的选定', must: '适用制度的选定须由申请人以外的第二人批准' },
  'edit-notices': { what: '通知规则修订', must: '通知规则的修订须由申请人以外的第二人批准' },
}

const toChange = (row: Selectable<RuleChangeTable>): RuleChange => ({
  id: row.id,
  kind: row.kind,
  regimeCode: row.regime_code,
  version: row.version,
  body: row.body,
  yaml: row.source_text,
  effectiveOn: row.effective_on as Day,
  reason: row.reason,
  state: row.state,
  requestedById: row.requested_by,
  requestedBy: row.requested_by_name,
  requestedAt: row.requested_at,
  decidedBy: row.decided_by_name,
  decidedAt: row.decided_at,
  decidedReason: row.decided_reason,
})

/** What the county sets over the shipped rules: years of the calendar, its regimes and which of them apply. */
export const rules = (db: Db, now: Date) => {
  const get = async (id: string): Promise<RuleChange> => {
    const row = await db.selectFrom('rule_change').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row) throw new NotFound('没有这项制度变更')
    return toChange(row)
  }

  return {
    get,

    /** Grows with every import and every decision: what was read before and has the same mark still stands. */
    async mark(): Promise<string> {
      const { rows } = await sql<{ mark: string }>`
        select concat((select max(id) from holiday_notice), '/',
          (select concat(count(*), '.', max(seq), '.', max(decided_at)) from rule_change where state = 'approved')) as mark
      `.execute(db)
      return rows[0]?.mark ?? ''
    },

    /** The newest notice of every imported year. */
    async importedYears(): Promise<ImportedYear[]> {
      const { rows } = await sql<ImportedYear>`
        select distinct on (year) year, notice, imported_by as "importedBy", imported_at as "importedAt"
        from holiday_notice order by year, id desc
      `.execute(db)
      return rows
    },

    async importYear(notice: HolidayYear, yaml: string, by: string): Promise<void> {
      await db
        .insertInto('holiday_notice')
        .values({
          year: notice.year,
          notice: JSON.stringify(notice),
          source_text: yaml,
          imported_by: by,
          imported_at: now,
        })
        .execute()
    },

    /** Every change of these kinds, newest first. */
    async changes(kinds: readonly RuleChangeKind[]): Promise<RuleChange[]> {
      const rows = await db
        .selectFrom('rule_change')
        .selectAll()
        .where('kind', 'in', [...kinds])
        .orderBy('seq', 'desc')
        .execute()
      return rows.map(toChange)
    },

    /** The newest approved version of 通知规则; null while the shipped ones stand. */
    async approvedNotices(): Promise<RuleChange | null> {
      const row = await db
        .selectFrom('rule_change')
        .selectAll()
        .where('kind', '=', 'edit-notices')
        .where('state', '=', 'approved')
        .orderBy('version', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row ? toChange(row) : null
    },

    /** @throws Conflict while another change of the same waits. */
    async request(change: NewRuleChange, by: Person): Promise<RuleChange> {
      const { rows } = await sql<{ id: string }>`
        insert into rule_change (kind, regime_code, version, body, source_text, effective_on, reason,
          requested_by, requested_by_name, requested_at)
        select ${change.kind}, ${change.regimeCode}, 1 + coalesce((
            select max(version) from rule_change where kind = ${change.kind} and regime_code = ${change.regimeCode}), 0),
          ${JSON.stringify(change.body)}::jsonb, ${change.yaml}, ${change.effectiveOn}::date, ${change.reason},
          ${by.userId}, ${by.name}, ${now}
        on conflict do nothing returning id
      `.execute(db)
      if (!rows[0])
        throw new Conflict(
          change.kind === 'edit-notices'
            ? '已有一版通知规则待批准，请先由第二人处理'
            : '同一制度已有一项变更待批准，请先由第二人处理',
        )
      return await get(rows[0].id)
    },

    /** @throws Forbidden for whoever asked; IllegalTransition when it is decided already. */
    async decide(id: string, word: SecondWord, by: Person): Promise<RuleChange> {
      const asked = await get(id)
      await decideAsSecond(db, 'rule_change', asked, word, { by, now, name: names[asked.kind] })
      return await get(id)
    },

    /** Takes back what one asked for. @throws Forbidden for anybody else; IllegalTransition when it is decided already. */
    async withdraw(id: string, by: Person): Promise<RuleChange> {
      const asked = await get(id)
      const { what } = names[asked.kind]
      if (asked.requestedById !== by.userId) throw new Forbidden(`只有申请人本人可以撤回${what}`)
      const withdrawn = await db
        .updateTable('rule_change')
        .set({ state: 'withdrawn', decided_by: by.userId, decided_by_name: by.name, decided_at: now })
        .where('id', '=', id)
        .where('state', '=', 'pending')
        .returning('id')
        .executeTakeFirst()
      if (!withdrawn) throw new IllegalTransition(`这项${what}已有人处理，请刷新后查看`)
      return await get(id)
    },
  }
}
