import type { SourceId } from '@huiyin/domain/ids'
import { type ReceivedWay, receivedWayLabel, type SourceDescription } from '@huiyin/domain/source'
import type { Db } from './database.js'

/** Built in: one source for each way by which people bring something. */
export const entrySource = 'people-entry' as SourceId
/** Matters registered at a counter: applications, letters, documents to publish. */
export const registerSource = 'matter-register' as SourceId
export const importSource = 'people-import' as SourceId
/** A program has a source of its own, so that its silence is seen. */
export const pushSource = (tokenId: string): SourceId => `push-${tokenId.slice(0, 8)}` as SourceId

const describe = (id: SourceId, name: string): SourceDescription => ({
  id,
  name,
  kind: 'manual',
  level: 'county',
  url: '',
  everySeconds: 86_400,
  // Who brings it belongs here, so it need not name a place.
  local: true,
})

/** Sources that nobody sweeps: their items are brought. */
export const receivedSources = (db: Db, now: Date) => {
  const ensure = async (description: SourceDescription, way: ReceivedWay): Promise<SourceId> => {
    const { id, name, kind, level, url, everySeconds } = description
    await db
      .insertInto('source')
      .values({
        id,
        name,
        kind,
        level,
        url,
        definition: JSON.stringify(description),
        is_local: true,
        every_seconds: everySeconds,
        next_sweep_at: now,
        created_at: now,
        received: way,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
    return id as SourceId
  }
  return {
    entry: () => ensure(describe(entrySource, receivedWayLabel.entry), 'entry'),
    register: () => ensure(describe(registerSource, '事项登记'), 'entry'),
    import: () => ensure(describe(importSource, receivedWayLabel.import), 'import'),
    push: (token: { id: string; name: string }) =>
      ensure(describe(pushSource(token.id), `${receivedWayLabel.push}：${token.name}`), 'push'),

    /** Notes that something came just now. */
    async noteReceipt(id: SourceId): Promise<void> {
      await db.updateTable('source').set({ received_at: now }).where('id', '=', id).execute()
    },
  }
}
