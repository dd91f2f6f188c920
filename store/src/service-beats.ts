import type { Db } from './database.js'

/** How often a service says that it lives. */
export const beatEveryMs = 5_000
/** After three missed beats it counts as gone. */
const aliveWithinMs = 3 * beatEveryMs + 1_000
/** An instance not heard of for this long is history, unless it is its service's newest. */
const forgottenAfterMs = 10 * 60_000

export interface ServiceBeat {
  service: string
  instance: string
  pid: number
  startedAt: Date
  detail?: Record<string, unknown>
}

export interface ServiceState {
  name: string
  pid: number
  startedAt: Date
  beatAt: Date
  alive: boolean
  restarts: number
}

/** Which services live: each instance writes its own row. */
export const serviceBeats = (db: Db, now: Date) => ({
  async beat({ service, instance, pid, startedAt, detail = {} }: ServiceBeat): Promise<void> {
    const row = { pid, started_at: startedAt, beat_at: now, detail: JSON.stringify(detail) }
    await db
      .insertInto('service_beat')
      .values({ service, instance, ...row })
      .onConflict((clash) => clash.columns(['service', 'instance']).doUpdateSet(row))
      .execute()
  },

  /** Every instance heard of lately, and of each service at least the one heard of last. */
  async list(): Promise<ServiceState[]> {
    const rows = await db
      .selectFrom('service_beat')
      .selectAll()
      .orderBy('service')
      .orderBy('beat_at', 'desc')
      .execute()
    const recent = rows.filter(
      (row, index) =>
        rows[index - 1]?.service !== row.service || now.getTime() - row.beat_at.getTime() < forgottenAfterMs,
    )
    return recent.map((row) => ({
      name: row.service,
      pid: row.pid,
      startedAt: row.started_at,
      beatAt: row.beat_at,
      alive: now.getTime() - row.beat_at.getTime() <= aliveWithinMs,
      restarts: typeof row.detail.restarts === 'number' ? row.detail.restarts : 0,
    }))
  },
})
