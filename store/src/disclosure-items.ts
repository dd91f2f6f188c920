import type { Actor } from '@huiyin/domain/actor'
import type { DisclosureItem } from '@huiyin/domain/disclosure-item'
import { Conflict } from '@huiyin/domain/errors'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** One version of the catalogue: who saved it, why, and how many items it changed. */
export interface DisclosureVersion {
  version: number
  reason: string
  changed: number
  savedBy: string
  savedAt: Date
}

export type NamedDisclosureItem = DisclosureItem & { unitName: string }

type Person = Actor & { kind: 'user' }

/** What makes two items the same. */
const faceOf = (item: DisclosureItem): string =>
  JSON.stringify([
    item.number,
    item.name,
    item.content,
    item.unitCode,
    item.timeLimit,
    item.means,
    item.basis,
    item.keywords,
  ])

/** 公开事项目录 in versions; an item that a version leaves as it was is the same row. */
export const disclosureItems = (db: Db, now: Date) => {
  const latest = async (): Promise<number> => {
    const { rows } = await sql<{ version: number }>`
      select coalesce(max(version), 0) as version from disclosure_version
    `.execute(db)
    return rows[0]?.version ?? 0
  }

  const at = async (version: number): Promise<NamedDisclosureItem[]> => {
    const { rows } = await sql<NamedDisclosureItem>`
      select i.number, i.name, i.content, i.unit_code as "unitCode", u.name as "unitName",
        i.time_limit as "timeLimit", i.means, i.basis, i.keywords
      from disclosure_item i join responsible_unit u on u.code = i.unit_code
      where i.since_version <= ${version} and (i.until_version is null or i.until_version > ${version})
      order by i.number
    `.execute(db)
    return rows
  }

  return {
    latest,
    at,

    /** What is in force now. */
    current: async (): Promise<NamedDisclosureItem[]> => await at(await latest()),

    /** Newest first. */
    versions: (): Promise<DisclosureVersion[]> =>
      db
        .selectFrom('disclosure_version')
        .select(['version', 'reason', 'changed', 'saved_by_name as savedBy', 'saved_at as savedAt'])
        .orderBy('version', 'desc')
        .limit(200)
        .execute(),

    /**
     * Saves the whole catalogue as a further version. `basedOn` is the version its author saw, 0 before the first.
     * @throws Conflict when another was saved meanwhile, or nothing differs.
     */
    async save(
      items: readonly DisclosureItem[],
      basedOn: number,
      reason: string,
      by: Person,
    ): Promise<number> {
      await sql`select pg_advisory_xact_lock(hashtext('disclosure_version'))`.execute(db)
      const known = await latest()
      if (known !== basedOn) throw new Conflict('目录刚被别人改过：请刷新后再保存', { basedOn, known })
      const before = new Map((await at(known)).map(({ unitName: _, ...item }) => [item.number, faceOf(item)]))
      const after = new Map(items.map((item) => [item.number, faceOf(item)]))
      const ended = [...before]
        .filter(([number, face]) => after.get(number) !== face)
        .map(([number]) => number)
      const fresh = items.filter((item) => before.get(item.number) !== faceOf(item))
      const changed = new Set([...ended, ...fresh.map(({ number }) => number)]).size
      if (changed === 0) throw new Conflict('与现行目录完全相同，不必保存新版本')
      const version = known + 1
      await db
        .insertInto('disclosure_version')
        .values({ version, reason, changed, saved_by: by.userId, saved_by_name: by.name, saved_at: now })
        .execute()
      await sql`update disclosure_item set until_version = ${version}
        where until_version is null and number = any(${ended}::int[])`.execute(db)
      if (fresh.length > 0)
        await sql`
          insert into disclosure_item
            (number, name, content, unit_code, time_limit, means, basis, keywords, since_version)
          select number, name, content, "unitCode", "timeLimit", means, basis, keywords, ${version}
          from jsonb_to_recordset(${JSON.stringify(fresh)}::jsonb) as item(number integer, name text, content text,
            "unitCode" text, "timeLimit" text, means text, basis text, keywords text[])
        `.execute(db)
      return version
    },
  }
}
