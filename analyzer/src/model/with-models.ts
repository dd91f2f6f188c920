import { emotions, type Judgement } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { TopicMatch } from '../match-topics.js'
import { combineTopic } from './combine-topic.js'
import { combineUnits } from './combine-units.js'
import type { Models, Opinion } from './load.js'

const leaning: Partial<Record<Judgement['emotion'], Judgement['sentiment']>> = {
  happy: 'positive',
  angry: 'negative',
  sad: 'negative',
  fear: 'negative',
}

/** The judgement of the rules with what the weights know: topic, units, emotion. Grades are the rules' alone. */
export function withModels(
  byRules: Judgement,
  { text, denounces, isTold }: { text: string; denounces: boolean; isTold: boolean },
  matches: readonly TopicMatch[],
  units: readonly ResponsibleUnit[],
  models: Models,
  opinion: Opinion,
): Judgement {
  // Weights taught by microblogs hear hope and thanks; whoever complains or denounces is not happy.
  const isComplaint =
    byRules.sentiment === 'negative' && (byRules.appeal === '投诉' || byRules.appeal === '举报')
  const heard = opinion.emotion.find(({ label }) => !(isComplaint && label === 'happy'))
  const felt = emotions.find((emotion) => emotion === heard?.label)
  return {
    ...byRules,
    topic: combineTopic(byRules.topic, matches, opinion.topics),
    units: combineUnits(byRules.units, opinion.dispatch, units, {
      text,
      unsureBelow: models.unsureBelow('dispatch'),
      accused: byRules.accused,
      denounces,
      isTold,
    }),
    emotion: felt ?? byRules.emotion,
    // Words of praise and complaint are there or not; where they say nothing, the feeling tells.
    sentiment: byRules.sentiment === 'neutral' && felt ? (leaning[felt] ?? 'neutral') : byRules.sentiment,
  }
}
