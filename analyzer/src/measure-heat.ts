import type { EventRules } from '@huiyin/keywords/event-rules'
import type { SourceNormal } from '@huiyin/store/event-heat'
import type { Store } from '@huiyin/store/store'
import { analyzerActor } from './local-analyzer.js'

/** A number that moves in hours need not be newer than this. */
const freshMs = 5 * 60_000
const normalsMs = 60 * 60_000
/** One tick's worth; the next takes the rest. */
const most = 500

/** Measures heat again where it is old; keeps each source's normal for an hour. Answers how many events were measured. */
export function heatMeasurer(store: Store, { heat }: EventRules): () => Promise<number> {
  let normals: { at: number; of: SourceNormal[] } | null = null
  return () =>
    store.as(analyzerActor).transaction(async (tx) => {
      const stale = await tx.eventHeat.stale(new Date(tx.now.getTime() - freshMs), heat, most)
      if (stale.length === 0) return 0
      if (!normals || tx.now.getTime() - normals.at > normalsMs)
        normals = { at: tx.now.getTime(), of: await tx.eventHeat.normals(heat) }
      await tx.eventHeat.measure(stale, heat, normals.of)
      return stale.length
    })
}
