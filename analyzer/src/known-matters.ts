import type { EventId } from '@huiyin/domain/ids'
import { loadGold } from '@huiyin/keywords/gold'
import type { Store } from '@huiyin/store/store'
import { inputOf } from './jobs/analyze-item.js'
import { analyzerActor } from './local-analyzer.js'
import type { KnownMatter } from './replay.js'

/** So many decided events are replayed, the newest: enough to see one in a thousand, and a minute of work. */
export const replayedDecisions = 2_000

/** What a gold post without a title is listed by. */
const opening = (text: string): string => text.slice(0, 20)

/** The same instant for every gold post: they carry no reaction. */
const goldAt = new Date(0)

/** The standard set and the newest events that people decided. `learnedFrom`: those that taught the weights. */
export async function knownMatters(store: Store, learnedFrom: ReadonlySet<string>): Promise<KnownMatter[]> {
  const gold = loadGold().map(
    ({ id, title, text, grade, group }): KnownMatter => ({
      source: 'gold',
      id,
      title: title ?? opening(text),
      grade,
      ...(group ? { group } : {}),
      posts: [
        {
          input: { ...(title ? { title } : {}), text },
          member: {
            title: title ?? '',
            foundAt: goldAt,
            publishedAt: goldAt,
            authorPseudonym: null,
            engagement: {},
            source: { level: 'county', name: '标准样本' },
          },
        },
      ],
    }),
  )
  const past: KnownMatter[] = []
  const decided = await store
    .as(analyzerActor)
    .transaction((tx) => tx.pastDecisions.labelled(replayedDecisions))
  for (const { eventId, grade, unit } of decided) {
    const items = await store
      .as(analyzerActor)
      .transaction((tx) => tx.assessments.ofEvent(eventId as EventId))
    if (items.length > 0)
      past.push({
        source: 'past',
        id: eventId,
        grade,
        ...(unit ? { group: unit.group } : {}),
        ...(learnedFrom.has(eventId) ? { learned: true } : {}),
        posts: items.map((item) => ({ input: inputOf(item), member: item })),
      })
  }
  return [...gold, ...past]
}
