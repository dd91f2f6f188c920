import { coverageStatement } from '@huiyin/domain/coverage'
import { WallView } from '@huiyin/domain/http/overview'
import { dayOf, endOfDay, startOfDay } from '@huiyin/domain/shanghai'
import type { SourceOverview } from '@huiyin/store/sources'
import type { Store } from '@huiyin/store/store'
import { type Api, type ApiDeps, self } from '../deps.js'
import { may } from '../policy.js'
import { presentCaseRow } from '../present/case-file.js'
import { presentEventRow } from '../present/event.js'

/** Few large things: what fits a screen read from eight metres. */
const shown = { events: 12, cases: 12, topics: 8 } as const
/** A matter without anything new for this long is not escalating. */
const escalatingWithinMs = 7 * 86_400_000

/**
 * Content as any screen may show it, whoever opened it: a wall hangs where people pass, so it is always read
 * as a display, which sees nothing that accuses a unit.
 */
const readContent = (store: Store) =>
  store.as({ kind: 'display', linkId: 'wall' }).transaction(async (tx) => {
    const today = startOfDay(dayOf(tx.now))
    const escalatingSince = new Date(tx.now.getTime() - escalatingWithinMs)
    return {
      now: tx.now,
      byGrade: await tx.wall.eventsByGrade(today),
      cases: await tx.caseFiles.counts(today),
      events: await tx.eventViews.escalating(escalatingSince, shown.events),
      urgent: await tx.caseFiles.mostUrgent(shown.cases),
      topics: await tx.wall.topics(escalatingSince, shown.topics),
    }
  })

/** Totals and source health, which are about the installation and not about anyone. */
const readTotals = (store: Store) =>
  store.as(self).transaction(async (tx) => ({
    jurisdiction: await tx.jurisdiction.current(),
    items: await tx.wall.itemsSince(startOfDay(dayOf(tx.now))),
    curve: await tx.wall.curve(),
    sources: await tx.sources.list(),
    coverage: await tx.coverage.between(startOfDay(dayOf(tx.now)), endOfDay(dayOf(tx.now))),
  }))

const presentHealth = ({ id, definition, health }: SourceOverview) => ({
  id,
  name: definition.name,
  health,
  key: definition.key ?? false,
})

/** 大屏: the wall screen in one answer. */
async function readWall(store: Store): Promise<WallView> {
  const content = await readContent(store)
  const totals = await readTotals(store)
  const { I, II, III, IV } = content.byGrade
  return {
    at: content.now.toISOString(),
    jurisdiction: totals.jurisdiction.name,
    demonstration: totals.jurisdiction.demonstration,
    today: {
      items: totals.items,
      events: I + II + III + IV,
      byGrade: content.byGrade,
      openCases: content.cases.open,
      overdueCases: content.cases.overdue,
      answeredToday: content.cases.answered,
    },
    events: content.events.map((event) => presentEventRow(event)),
    cases: content.urgent.map((file) => presentCaseRow(file, content.now)),
    trend: totals.curve.map(({ hour, items, admitted }) => ({ hour: hour.toISOString(), items, admitted })),
    topics: content.topics,
    sources: totals.sources.map(presentHealth),
    coverage: coverageStatement(totals.coverage, '今日'),
  }
}

export function wallRoutes(app: Api, { store }: ApiDeps): void {
  app.get(
    '/api/wall',
    {
      schema: { summary: '大屏', response: { 200: WallView } },
      config: { policy: may('read', 'wall') },
    },
    async () => await readWall(store),
  )
}
