import { NotFound } from '@huiyin/domain/errors'
import type { Jurisdiction, LocalKnowledge } from '@huiyin/domain/jurisdiction'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { type Selectable, sql } from 'kysely'
import type { Db } from './database.js'
import { disclosureItems } from './disclosure-items.js'
import type { Database } from './schema.js'

type JurisdictionRow = Selectable<Database['jurisdiction']>
type UnitRow = Selectable<Database['responsible_unit']>

const toJurisdiction = (row: JurisdictionRow): Jurisdiction => ({
  name: row.name,
  aliases: row.aliases,
  parents: row.parents,
  regimeCode: row.regime_code,
  adoptedRegimes: row.adopted_regimes,
  demonstration: row.demonstration,
})

/** A directory row as the domain says it: what is empty is left out. */
const toUnit = (row: UnitRow): ResponsibleUnit => ({
  code: row.code,
  name: row.name,
  group: row.unit_group,
  kind: row.kind,
  aliases: row.aliases,
  formerNames: row.former_names,
  duties: row.duties,
  places: row.places,
  ...(row.phone === null ? {} : { phone: row.phone }),
  vertical: row.vertical,
})

/** 属地: whose opinion this installation watches, and its directory of units. */
export const jurisdiction = (db: Db, now: Date) => {
  const units = async (): Promise<ResponsibleUnit[]> => {
    const rows = await db
      .selectFrom('responsible_unit')
      .selectAll()
      .where('dissolved_at', 'is', null)
      .orderBy('unit_group')
      .orderBy('code')
      .execute()
    return rows.map(toUnit)
  }

  /** Null until one is started. */
  const find = async (): Promise<Jurisdiction | null> => {
    const row = await db.selectFrom('jurisdiction').selectAll().executeTakeFirst()
    return row ? toJurisdiction(row) : null
  }

  return {
    find,
    units,

    /** @throws NotFound before a jurisdiction is started. */
    async current(): Promise<Jurisdiction> {
      const found = await find()
      if (!found) throw new NotFound('尚未设立属地：请由系统管理员在“属地设置”中填写名称、制度和责任单位')
      return found
    },

    /** When the county began; null until it does. */
    async startedAt(): Promise<Date | null> {
      const row = await db.selectFrom('jurisdiction').select('started_at').executeTakeFirst()
      return row?.started_at ?? null
    },

    /** What the analyzer must know of the place; null until a jurisdiction is started. */
    async knowledge(): Promise<LocalKnowledge | null> {
      const found = await find()
      if (!found) return null
      const catalogue = await disclosureItems(db, now).current()
      return { jurisdiction: found, units: await units(), catalogue }
    },

    /** Units in use with the open case files that whoever asks may see of them. */
    async unitsWithOpenCases(): Promise<{ unit: ResponsibleUnit; openCases: number }[]> {
      const [directory, counts] = [
        await units(),
        await db
          .selectFrom('case_file')
          .select(['lead_unit_code', (eb) => eb.fn.countAll<number>().as('open')])
          .where('closed_at', 'is', null)
          .groupBy('lead_unit_code')
          .execute(),
      ]
      const open = new Map(counts.map((row) => [row.lead_unit_code, row.open]))
      return directory.map((unit) => ({ unit, openCases: open.get(unit.code) ?? 0 }))
    },

    /** Makes this the jurisdiction; a unit of an earlier directory that is not listed counts as dissolved. */
    async start(started: Jurisdiction, directory: readonly ResponsibleUnit[]): Promise<void> {
      const row = {
        name: started.name,
        aliases: [...started.aliases],
        parents: [...started.parents],
        regime_code: started.regimeCode,
        adopted_regimes: [...(started.adoptedRegimes ?? [])],
        demonstration: started.demonstration,
        started_at: now,
      }
      await db
        .insertInto('jurisdiction')
        .values({ id: 1, ...row })
        .onConflict((clash) =>
          clash.column('id').doUpdateSet({
            ...row,
            // Set up again it is the same county; only from the demonstration to the real one it begins anew.
            started_at: sql<Date>`case when jurisdiction.demonstration then ${now} else jurisdiction.started_at end`,
          }),
        )
        .execute()
      await db
        .updateTable('responsible_unit')
        .set({ dissolved_at: now })
        .where('dissolved_at', 'is', null)
        .execute()
      for (const unit of directory) {
        const columns = {
          name: unit.name,
          unit_group: unit.group,
          kind: unit.kind,
          aliases: unit.aliases ?? [],
          former_names: unit.formerNames ?? [],
          duties: unit.duties ?? [],
          places: unit.places ?? [],
          phone: unit.phone ?? null,
          vertical: unit.vertical ?? false,
          dissolved_at: null,
        }
        await db
          .insertInto('responsible_unit')
          .values({ code: unit.code, ...columns })
          .onConflict((clash) => clash.column('code').doUpdateSet(columns))
          .execute()
      }
    },
  }
}
