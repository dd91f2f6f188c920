import type { Clock } from '@huiyin/domain/clock'
import type { Store } from '@huiyin/store/store'
import { crawlerActor } from '../sweep/sweep-deps.js'
import type { TakeTurn } from './host-gate.js'
import type { RobotsShelf } from './robots.js'

/** Turns and robots rules that every worker on every machine shares, through the store. */
export function sharedPoliteness(
  store: Store,
  clock: Clock,
): { takeTurn: TakeTurn; robotsShelf: RobotsShelf } {
  const asCrawler = store.as(crawlerActor)
  return {
    takeTurn: (host, delayMs) => asCrawler.transaction((tx) => tx.politeness.takeTurn(host, delayMs)),
    robotsShelf: {
      async read(origin) {
        const record = await asCrawler.transaction((tx) => tx.politeness.robots(origin))
        if (!record) return null
        const leftMs = record.keepUntil.getTime() - clock.now().getTime()
        return { status: record.status, body: record.body, reason: record.reason ?? '', leftMs }
      },
      async keep(origin, { status, body, reason, leftMs }) {
        const keepUntil = new Date(clock.now().getTime() + leftMs)
        await asCrawler.transaction((tx) =>
          tx.politeness.keepRobots(origin, { status, body, reason, keepUntil }),
        )
      },
    },
  }
}
