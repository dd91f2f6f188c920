import type { Actor } from '@huiyin/domain/actor'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** A page says every 15 seconds that it is there: two missed and it is gone. */
const presentWithinMs = 40_000

/** Someone who has the case file open. */
export interface Present {
  accountId: string
  name: string
  seenAt: Date
  /** He writes; null: he reads. */
  editingSince: Date | null
}

/** Who has a case file open now, and who writes in it: a courtesy among colleagues, never a lock on the case. */
export const casePresence = (db: Db, now: Date) => {
  const since = new Date(now.getTime() - presentWithinMs)

  return {
    /** Everyone there, who writes first. */
    of: (caseFileId: string): Promise<Present[]> =>
      db
        .selectFrom('case_presence')
        .select(['account_id as accountId', 'name', 'seen_at as seenAt', 'editing_since as editingSince'])
        .where('case_file_id', '=', caseFileId)
        .where('seen_at', '>', since)
        .orderBy(sql`editing_since is null`)
        .orderBy('editing_since')
        .orderBy('name')
        .execute(),

    /** `by` is there, writing or reading. One who goes on writing keeps his turn. */
    async note(caseFileId: string, by: Actor & { kind: 'user' }, editing: boolean): Promise<void> {
      await sql`
        insert into case_presence (case_file_id, account_id, name, unit_code, seen_at, editing_since)
        values (${caseFileId}, ${by.userId}, ${by.name}, ${by.unitCode}, ${now}, ${editing ? now : null})
        on conflict (case_file_id, account_id) do update set name = excluded.name, seen_at = excluded.seen_at,
          editing_since = case when excluded.editing_since is null then null
            when case_presence.seen_at > ${since} then coalesce(case_presence.editing_since, excluded.editing_since)
            else excluded.editing_since end
      `.execute(db)
    },

    /** Whoever else writes becomes a reader: `by` has taken over. */
    async takeOver(caseFileId: string, by: Actor & { kind: 'user' }): Promise<void> {
      await db
        .updateTable('case_presence')
        .set({ editing_since: null })
        .where('case_file_id', '=', caseFileId)
        .where('account_id', '<>', by.userId)
        .execute()
    },

    async leave(caseFileId: string, by: Actor & { kind: 'user' }): Promise<void> {
      await db
        .deleteFrom('case_presence')
        .where('case_file_id', '=', caseFileId)
        .where('account_id', '=', by.userId)
        .execute()
    },
  }
}
