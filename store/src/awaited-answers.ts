import type { SourceId } from '@huiyin/domain/ids'
import { sql } from 'kysely'
import type { Db } from './database.js'

/** A letter of a message board that had no answer when it was last read. */
export interface AwaitedAnswer {
  url: string
  title: string
  publishedAt: Date | null
}

/**
 * A letter is looked at again for this long: the longest limit of a message is 30 working days with the long holidays
 * between them (docs/rules.md §1, 勺米镇政民互动管理制度 第四条), and as long again for a unit that is late.
 */
const lookedAtDays = 90

/** The address under which `fetchedPages.remember` notes that a letter was looked at; a fragment never travels. */
export const lookKey = (url: string) => `${url}#answer`

/** Letters whose answer is waited for. */
export const awaitedAnswers = (db: Db, now: Date) => ({
  /** Those of a source to be opened again, longest waiting first: once a day at first, then every tenth of their age. */
  async due(sourceId: SourceId, limit: number): Promise<AwaitedAnswer[]> {
    const { rows } = await sql<AwaitedAnswer>`
      select i.url, i.title, i.published_at as "publishedAt"
      from item i left join fetched_page f on f.url = i.url || '#answer#' || i.source_id
      where i.source_id = ${sourceId} and i.answer ->> 'text' = '' and coalesce(i.reply_number, 0) = 0
        and i.found_at > ${now}::timestamptz - make_interval(days => ${lookedAtDays}::int)
        and coalesce(f.fetched_at, i.found_at)
          + greatest(interval '20 hours', (${now}::timestamptz - i.found_at) / 10) <= ${now}
      order by coalesce(f.fetched_at, i.found_at), i.id limit ${limit}
    `.execute(db)
    return rows
  },
})
