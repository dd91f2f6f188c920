import type { Admission, Engagement } from '@huiyin/domain/item'
import type { Evidence, Judgement } from '@huiyin/domain/judgement'
import type { CataloguedMatter, Jurisdiction } from '@huiyin/domain/jurisdiction'
import type { EventSignature } from '@huiyin/domain/opinion-event'
import type { SourceKind, SourceLevel } from '@huiyin/domain/source'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { loadFields } from '@huiyin/keywords/fields'
import { loadGazetteer } from '@huiyin/keywords/gazetteer'
import type { Lexicon, SeverityRules } from '@huiyin/keywords/lexicon'
import { admit as admitReading, type WatchedHit } from './admit.js'
import { statedAppeal } from './appeal.js'
import { type Graded, gradeSeverity } from './grade-severity.js'
import { type Accusing, judgeAccusation } from './judge-accusation.js'
import { type Findings, judgePost } from './judge-post.js'
import { illegible } from './legibility.js'
import { matchTopics, scoreTopics } from './match-topics.js'
import { minhash } from './minhash.js'
import type { Models, Opinion } from './model/load.js'
import { cutAtMost } from './model/mask.js'
import { placeRelevance } from './place-relevance.js'
import { findPlaces } from './places.js'
import { isPraise } from './praise.js'
import { type Reading, read } from './reading.js'
import { useWords } from './segment.js'
import { happenedOn } from './times.js'
import { buildVocabulary } from './vocabulary.js'
import { weightedTerms } from './weighted-terms.js'
import { Cutter } from './words/cut.js'

export interface AnalyzerInput {
  readonly title?: string
  readonly text: string
  readonly publishedAt?: Date | string | null
  readonly source?: {
    readonly name?: string
    readonly kind?: SourceKind
    readonly level?: SourceLevel
    /** The source belongs to the jurisdiction: its items need not name a place. */
    readonly local?: boolean
  }
  readonly engagement?: Engagement
}

export interface TopicMention {
  readonly topicCode: string
  readonly spans: Evidence[]
}

export interface Analyzer {
  /** The rules' version, kept with every judgement. */
  readonly version: string
  /** The grading rules it judges by; events are judged by the same. */
  readonly severity: SeverityRules
  analyze(input: AnalyzerInput): Judgement
  /** `subjects` are the watched subjects that hit the text: what they hit is taken in when it is about us. */
  admit(input: AnalyzerInput, subjects?: readonly WatchedHit[]): Admission
  mentions(input: AnalyzerInput): TopicMention[]
  signature(input: AnalyzerInput): EventSignature
}

export interface AnalyzerOptions {
  readonly lexicon: Lexicon
  readonly units: readonly ResponsibleUnit[]
  readonly jurisdiction?: Jurisdiction | null
  /** 公开事项目录: which unit answers for which matter. */
  readonly catalogue?: readonly CataloguedMatter[]
  /** Trained weights; without them the rules judge alone. */
  readonly models?: Models
}

const spansPerTopic = 20

/** The judge of single texts: pure, no clock, no I/O; built once for the lexicon and the place. */
export function createAnalyzer({
  lexicon,
  units,
  jurisdiction = null,
  catalogue = [],
  models,
}: AnalyzerOptions): Analyzer {
  const version = models?.version ? `${lexicon.version}.${models.version}` : lexicon.version
  const vocabulary = buildVocabulary(lexicon, units, jurisdiction, catalogue)
  useWords([
    ...lexicon.userWords,
    ...units.flatMap((u) => [u.name, ...(u.aliases ?? []), ...(u.places ?? [])]),
  ])
  const fieldOf = loadFields()
  const place = jurisdiction && { jurisdiction, gazetteer: loadGazetteer() }
  const stop = new Set(lexicon.stopWords)
  const cutter = new Cutter()
  /** One post is asked about several times in a row, then never again: its words lie in the cutter's space. */
  let last: { input: AnalyzerInput; found: Findings } | null = null

  const find = (input: AnalyzerInput): Findings => {
    if (last?.input === input) return last.found
    const reading = read(input.title, input.text, vocabulary)
    const graded = gradeSeverity(reading, lexicon.severity)
    const document = { pieces: cutter.cut(reading.text.slice(0, cutAtMost)), titleEnd: reading.titleEnd }
    const terms = weightedTerms(reading, document.pieces, stop)
    const scored = scoreTopics(reading, lexicon.topics)
    let opinion: Opinion | null = null
    let accusing: Accusing | null = null
    const found: Findings = {
      reading,
      scored,
      topics: matchTopics(scored),
      graded,
      document,
      terms,
      isIncident: graded.isIncident,
      opinion: () => {
        if (models) opinion ??= models.judge(document)
        return opinion
      },
      accusing: () => {
        const said = found.opinion()
        accusing ??= judgeAccusation(
          reading,
          units,
          document,
          models && said ? { models, opinion: said } : null,
        )
        return accusing
      },
      happened: happenedOn(reading.text, publication(input)),
      about: place && placeRelevance(reading, place, input.source?.local ?? false),
    }
    last = { input, found }
    return found
  }

  return {
    version,
    severity: lexicon.severity,
    analyze: (input) => {
      const why = unreadable(input)
      if (why) return nothingSaid(version, why)
      return judgePost(find(input), input.text, { units, catalogue, models, fieldOf, version })
    },
    admit: (input, subjects = []) => {
      const why = unreadable(input)
      if (why) return { admitted: false, reason: why }
      const { reading, topics, isIncident, graded, about } = find(input)
      const names = topics.slice(0, 3).map(({ topic }) => topic.name)
      const appeal = statedAppeal(reading) ?? (isIncident ? '报道' : '其他')
      const hasAppeal = appeal !== '其他' && appeal !== '报道'
      const what =
        names.length > 0
          ? `涉及${names.join('、')}`
          : graded.grade !== 'IV' || isIncident
            ? '涉及突发事件或重大关切'
            : isGathering(reading, graded)
              ? '涉及群众聚集、维权'
              : hasAppeal
                ? `含有群众诉求（${appeal}）`
                : null
      return admitReading(reading, { what, isIncident, hasAppeal, subjects }, about, jurisdiction?.name ?? '')
    },
    mentions: (input) => {
      const { reading, topics } = find(input)
      return topics.map(({ topic, hits }) => ({
        topicCode: topic.code,
        spans: hits.slice(0, spansPerTopic).map(reading.evidence),
      }))
    },
    signature: (input) => {
      const { reading, topics, terms, accusing, document } = find(input)
      const { accused } = accusing()
      return {
        minhash: minhash(reading.text),
        terms: Object.fromEntries(terms.map(({ word, weight }) => [word, Math.round(weight * 100) / 100])),
        places: findPlaces(reading, document.pieces),
        topics: topics.slice(0, 3).map(({ topic }) => topic.code),
        ...(accused.length > 0 ? { accused } : {}),
        ...(isPraise(reading, input.title?.length ?? 0) ? { praise: true } : {}),
      }
    },
  }
}

/** People act together: watched whatever the matter is (北仑 二(一)). */
const isGathering = (reading: Reading, { quantities }: Graded): boolean =>
  quantities.gathering !== undefined || reading.hits('severity:collectiveStrong').length > 0

/** A day that is none is not said: days are then read only where the text names the year. */
function publication({ publishedAt }: AnalyzerInput): Date | null {
  const at = publishedAt ? new Date(publishedAt) : null
  return at && !Number.isNaN(at.getTime()) ? at : null
}

/** Why it cannot be judged by its words: nothing there, garbled, another language. */
const unreadable = ({ title = '', text }: AnalyzerInput): string | null =>
  illegible(title ? `${title}\n${text}` : text)

const nothingSaid = (version: string, why: string): Judgement => ({
  grade: 'IV',
  score: 0,
  factors: [{ name: why, points: 0, evidence: [], basis: '突发事件应对法(2024) 第三条' }],
  topic: { l1: '党务政务', l2: '其他', l3: '其他', confidence: 0 },
  units: [],
  focus: [],
  appeal: '其他',
  places: [],
  sentiment: 'neutral',
  emotion: 'neutral',
  keywords: [],
  gist: '',
  accused: [],
  emergency: false,
  version,
})
