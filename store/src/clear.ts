import type { Db } from './database.js'

/**
 * Ends the demonstration: everything it found, judged and handled goes, with its sources and its directory.
 * People's accounts stay; who worked for a unit of the demonstration has no unit any more and is ended.
 */
export const clear = (db: Db, now: Date) => ({
  async content(): Promise<void> {
    // Rules the fictional county tried out are no rules of a real one.
    // Case files hold events, events hold items, items hold sources: from the outside in. Actions, clocks,
    // mentions and assessments go with what they belong to.
    await db.deleteFrom('case_file').execute()
    await db.deleteFrom('opinion_event').execute()
    await db.deleteFrom('reveal_request').execute()
    await db.deleteFrom('data_request').execute()
    await db.deleteFrom('watched_subject').execute()
    await db.deleteFrom('item').execute()
    await db.deleteFrom('item_tombstone').execute()
    await db.deleteFrom('sweep').execute()
    await db.deleteFrom('source').execute()
    await db.deleteFrom('fetched_page').execute()
    await db
      .deleteFrom('session')
      .where('account_id', 'in', (eb) =>
        eb.selectFrom('account').select('id').where('unit_code', 'is not', null),
      )
      .execute()
    await db
      .updateTable('account')
      .set((eb) => ({ unit_code: null, disabled_at: eb.fn.coalesce('disabled_at', eb.val(now)) }))
      .where('unit_code', 'is not', null)
      .execute()
    await db.deleteFrom('responsible_unit').execute()
    await db.deleteFrom('rule_change').execute()
    await db.deleteFrom('jurisdiction').execute()
  },
})
