import type { Judgement, PlaceRelevance } from '@huiyin/domain/judgement'
import type { CataloguedMatter } from '@huiyin/domain/jurisdiction'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import type { loadFields } from '@huiyin/keywords/fields'
import { findAppeal } from './appeal.js'
import { chooseUnits, withRole } from './choose-units.js'
import { denounces } from './detect-accusation.js'
import { findEmotion, findSentiment } from './emotion.js'
import { findFocus } from './focus.js'
import { extractGist } from './gist.js'
import type { Graded } from './grade-severity.js'
import { type Accusing, withAccusation, withGuess } from './judge-accusation.js'
import { chooseTopic, type TopicMatch } from './match-topics.js'
import type { Models, Opinion } from './model/load.js'
import type { Document } from './model/mask.js'
import { type Weighed, withModels } from './model/with-models.js'
import { findPlaces } from './places.js'
import type { Reading } from './reading.js'
import type { NamedTime } from './times.js'
import type { WeightedTerm } from './weighted-terms.js'

/** Everything found in one text, found once. */
export interface Findings {
  readonly reading: Reading
  readonly scored: readonly TopicMatch[]
  readonly topics: readonly TopicMatch[]
  readonly graded: Graded
  readonly document: Document
  readonly terms: readonly WeightedTerm[]
  readonly isIncident: boolean
  /** What the weights say, asked once and when first needed; null without weights. */
  opinion(): Opinion | null
  accusing(): Accusing
  /** Null without a jurisdiction. */
  readonly about: PlaceRelevance | null
  readonly happened: NamedTime | null
}

const keywordCount = 8

/** What a text is judged by besides what was found in it. */
interface Standards {
  readonly units: readonly ResponsibleUnit[]
  readonly catalogue: readonly CataloguedMatter[]
  readonly models: Models | undefined
  readonly fieldOf: ReturnType<typeof loadFields>
  readonly version: string
}

/** The judgement of a text of which everything was found. */
export function judgePost(found: Findings, text: string, by: Standards): Judgement {
  const { reading, graded, document, terms, isIncident, about, happened } = found
  const accusing = found.accusing()
  const accused = [...accusing.accused]
  const appeal = findAppeal(reading, { isEmergency: isIncident, isOurs: found.scored.length > 0 })
  const { topic, units, emotion, sentiment } = weigh(found, { text, appeal }, accusing, by)
  const accusation = withGuess(accusing, units)
  const judgement: Judgement = {
    grade: graded.grade,
    score: graded.score,
    factors: withAccusation(graded.factors, { accusation, accused }),
    topic,
    units,
    focus: findFocus(reading, graded),
    appeal,
    places: findPlaces(reading, document.pieces),
    sentiment,
    emotion,
    keywords: keywordsOf(terms),
    gist: extractGist(reading, terms),
    accused,
    emergency: isIncident,
    version: by.version,
    field: by.fieldOf(topic),
  }
  // Put in where they are: to copy all the rest for each takes longer than to find it (bench/analyze.mjs).
  if (accusation) judgement.accusation = accusation
  if (happened) judgement.happened = { day: happened.day, evidence: reading.evidence(happened) }
  if (about) judgement.about = about
  return judgement
}

/** What the rules say of topic, units and emotion, and the weights where there are any. */
function weigh(
  found: Findings,
  { text, appeal }: { text: string; appeal: Judgement['appeal'] },
  { accused, isTold }: Accusing,
  by: Standards,
): Weighed {
  const { reading, scored, graded, isIncident } = found
  const { units, catalogue, models } = by
  const byRules = {
    topic: chooseTopic(scored),
    units: chooseUnits(reading, units, {
      accused,
      inspects: isTold,
      catalogue,
      isIncident,
      isSchoolIllness: graded.kind?.kind.code === 'health' && reading.hits('severity:school').length > 0,
    }),
    sentiment: findSentiment(reading),
    emotion: findEmotion(reading),
  }
  const opinion = found.opinion()
  if (!models || !opinion) return { ...byRules, units: byRules.units.map(withRole) }
  const said = { text, appeal, accused, denounces: denounces(reading), isTold }
  return withModels(byRules, said, scored, units, models, opinion)
}

/** The heaviest words, without pieces of a heavier one (拖欠工资 says 拖欠, 工资 and 欠工). */
function keywordsOf(terms: readonly { readonly word: string }[]): string[] {
  const chosen: string[] = []
  for (const { word } of terms) {
    if (chosen.length === keywordCount) break
    if (!chosen.some((heavier) => heavier.includes(word))) chosen.push(word)
  }
  return chosen
}
