import {
  type Accusation,
  type Factor,
  focuses,
  type Judgement,
  type UnitProposal,
} from '@huiyin/domain/judgement'
import { raisedByOne } from '@huiyin/domain/severity'
import { sourceLevelLabel } from '@huiyin/domain/source'
import type { SeverityRules } from '@huiyin/keywords/lexicon'
import { type EventMember, type EventSummary, type FacetKind, summarise, weightOf } from './event-facets.js'
import { withAccusation } from './judge-accusation.js'

export interface JudgedEvent {
  readonly title: string
  readonly judgement: Judgement
}

/** Judges all members of an event at once, the representative first; see `judgeSummary`. */
export const judgeEvent = (members: readonly EventMember[], rules: SeverityRules): JudgedEvent =>
  judgeSummary(summarise(members), rules)

/**
 * The event is as grave as its gravest item; public reaction and media raise it by at most one grade and only
 * together count once (docs/rules.md §2). The title and gist are the representative's.
 */
export function judgeSummary(event: EventSummary, rules: SeverityRules): JudgedEvent {
  const { representative, gravest } = event
  const moving = [...reaction(event, rules), ...media(event, rules)]
  const grade = moving.length > 0 ? raisedByOne[gravest.judgement.grade] : gravest.judgement.grade
  const accusing = surestAccusation(event)
  const accused = valuesOf(event, 'accused')
  const focused = valuesOf(event, 'focus')
  const factors = reasonsFirst(
    withAccusation([...gravest.judgement.factors, ...moving, ...unread(event)], {
      accusation: gravest.judgement.accusation ?? accusing,
      accused,
    }),
  )
  return {
    title: titleOf(representative),
    judgement: {
      ...gravest.judgement,
      grade,
      score: Math.min(
        100,
        factors.reduce((sum, { points }) => sum + points, 0),
      ),
      // Offsets point into the item the words are from; the event's page opens that item.
      factors,
      units: unitsOf(event, accused),
      focus: focuses.filter((focus) => focused.includes(focus)),
      places: valuesOf(event, 'place').slice(0, mostPlaces),
      gist: representative.judgement.gist,
      accused,
      ...(accusing ? { accusation: accusing } : {}),
      emergency: valuesOf(event, 'emergency').length > 0,
    },
  }
}

const mostPlaces = 12

const facetsOf = ({ facets }: EventSummary, wanted: FacetKind) => facets.filter(({ kind }) => kind === wanted)

const valuesOf = (event: EventSummary, wanted: FacetKind): string[] =>
  facetsOf(event, wanted).map(({ value }) => value)

/** 80 characters are one line of the feed. */
const titleOf = ({ title, judgement }: EventMember): string => {
  const text = title.trim() || judgement.gist || '（无标题）'
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

/** One member that accuses is enough; a sure one says it for all. */
function surestAccusation(event: EventSummary): Accusation | undefined {
  const told = facetsOf(event, 'accusation').map(({ said }) => said as Accusation)
  return told.find(({ level }) => level === 'sure') ?? told[0]
}

/** What moved the grade, then what is only to be known. */
const reasonsFirst = (factors: readonly Factor[]): Factor[] => [
  ...factors.filter(({ points }) => points > 0),
  ...factors.filter(({ points }) => points <= 0),
]

const mostUnits = 5

/**
 * Units by what all items say, a lead counted whole and an assistant half. The gravest item says most of who must act
 * and counts twice; the others keep one stray word in it from deciding alone. Who is accused may not handle it (信访工作条例
 * 第三十条): the next one leads, or nobody is proposed.
 */
function unitsOf(event: EventSummary, accused: readonly string[]): Judgement['units'] {
  const leads = new Map(facetsOf(event, 'lead').map(({ value, said }) => [value, said as UnitProposal]))
  const again = (code: string): number =>
    event.gravest.judgement.units
      .filter((unit) => unit.code === code)
      .reduce((sum, unit) => sum + weightOf(unit), 0)
  return facetsOf(event, 'unit')
    .filter(({ value }) => !accused.includes(value))
    .map(({ value, weight, said }) => ({
      unit: leads.get(value) ?? (said as UnitProposal),
      sum: weight + again(value),
    }))
    .sort((a, b) => b.sum - a.sum)
    .slice(0, mostUnits)
    .map(({ unit }, index) => ({ ...unit, role: index === 0 ? ('lead' as const) : ('assist' as const) }))
}

/** 公众反应: what was passed of the thresholds, as one factor. */
function reaction({ totals }: EventSummary, { event, points }: SeverityRules): Factor[] {
  const passed = [
    { name: '阅读', value: totals.reads, least: event.reads },
    { name: '评论', value: totals.comments, least: event.comments },
    { name: '转发', value: totals.shares, least: event.shares },
    { name: '信息', value: totals.posts, least: event.items },
    { name: '发帖人', value: totals.authors, least: event.authors },
    { name: '每小时新增', value: totals.peak, least: event.growthPerHour },
  ].filter(({ value, least }) => value >= least)
  if (passed.length === 0) return []
  const said = passed.map(({ name, value, least }) => `${name} ${Math.round(value)}（≥${least}）`).join('、')
  return [
    { name: '公众反应强烈，提一级', points: points.reaction, evidence: [], basis: `${event.basis}：${said}` },
  ]
}

/** 媒体介入: a provincial or central source carries it. */
function media(summary: EventSummary, { event, points }: SeverityRules): Factor[] {
  const reporting = facetsOf(summary, 'source')
    .map(({ said }) => said as EventMember['source'])
    .find(({ level }) => event.mediaLevels.includes(level))
  if (!reporting) return []
  const { level, name } = reporting
  return [
    {
      name: `${sourceLevelLabel[level]}媒体介入，提一级`,
      points: points.media,
      evidence: [],
      basis: `${event.basis}：${name}已刊发`,
    },
  ]
}

/** A grade that rests on one post nobody is known to have read says so, also when milder posts stand beside it. */
function unread(event: EventSummary): Factor[] {
  const { gravest, totals } = event
  const carrying = facetsOf(event, 'grade').find(({ value }) => value === gravest.judgement.grade)?.posts ?? 0
  const { reads, comments, likes, shares } = gravest.engagement
  if (carrying > 1 || (reads ?? comments ?? likes ?? shares ?? 0) > 0) return []
  const others = totals.posts - 1
  return [
    {
      name: others === 0 ? '仅 1 条信息，请核实' : '等级仅据其中 1 条信息，请核实',
      points: 0,
      evidence: [],
      basis: `和硕 第九条（公众反应）：${others === 0 ? '目前仅 1 条信息' : `其余 ${others} 条未达到这一等级`}，且该条无阅读、评论数据，等级仅据内容判断`,
    },
  ]
}
