import { emotions, type Judgement } from '@huiyin/domain/judgement'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { TopicMatch } from '../match-topics.js'
import { combineTopic } from './combine-topic.js'
import { combineUnits } from './combine-units.js'
import { likeliest } from './head.js'
import type { Models, Opinion } from './load.js'

const leaning: Partial<Record<Judgement['emotion'], Judgement['sentiment']>> = {
  happy: 'positive',
  angry: 'negative',
  sad: 'negative',
  fear: 'negative',
}

/** What the weights know besides the rules. */
export type Weighed = Pick<Judgement, 'topic' | 'units' | 'emotion' | 'sentiment'>

/** What the rules say of topic, units and emotion with what the weights know. Grades are the rules' alone. */
export function withModels(
  byRules: Weighed,
  {
    text,
    appeal,
    accused,
    denounces,
    isTold,
  }: {
    text: string
    appeal: Judgement['appeal']
    accused: readonly string[]
    denounces: boolean
    isTold: boolean
  },
  matches: readonly TopicMatch[],
  units: readonly ResponsibleUnit[],
  models: Models,
  opinion: Opinion,
): Weighed {
  // Weights taught by microblogs hear hope and thanks; whoever complains or denounces is not happy.
  const isComplaint = byRules.sentiment === 'negative' && (appeal === '投诉' || appeal === '举报')
  const heard = likeliest(opinion.emotion, isComplaint ? 'happy' : null)
  const felt = emotions.find((emotion) => emotion === heard?.label)
  return {
    topic: combineTopic(byRules.topic, matches, opinion.topics),
    units: combineUnits(byRules.units, opinion.dispatch, units, {
      text,
      accused,
      denounces,
      isTold,
      unsureBelow: models.unsureBelow('dispatch'),
    }),
    emotion: felt ?? byRules.emotion,
    // Words of praise and complaint are there or not; where they say nothing, the feeling tells.
    sentiment: byRules.sentiment === 'neutral' && felt ? (leaning[felt] ?? 'neutral') : byRules.sentiment,
  }
}
