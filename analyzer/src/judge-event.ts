import type { Engagement } from '@huiyin/domain/item'
import {
  type Accusation,
  type Factor,
  focuses,
  type Judgement,
  type UnitProposal,
} from '@huiyin/domain/judgement'
import { isGraver, raisedByOne } from '@huiyin/domain/severity'
import { type SourceLevel, sourceLevelLabel } from '@huiyin/domain/source'
import type { SeverityRules } from '@huiyin/keywords/lexicon'
import { withAccusation } from './judge-accusation.js'

/** One item of an event as the event is judged by it. */
export interface EventMember {
  readonly judgement: Judgement
  readonly title: string
  readonly foundAt: Date
  readonly publishedAt: Date | null
  readonly authorPseudonym: string | null
  readonly engagement: Engagement
  readonly source: { readonly level: SourceLevel; readonly name: string }
}

export interface JudgedEvent {
  readonly title: string
  readonly judgement: Judgement
}

const hourMs = 3_600_000

/**
 * The event is as grave as its gravest item; public reaction and media raise it by at most one grade and only
 * together count once (docs/rules.md §2). The title and gist are the representative's: the first member.
 */
export function judgeEvent(members: readonly EventMember[], rules: SeverityRules): JudgedEvent {
  const [representative] = members
  if (!representative) throw new RangeError('an event has at least one item')
  const gravest = members.reduce((a, b) => (isGraver(b.judgement.grade, a.judgement.grade) ? b : a))
  const moving = [...reaction(members, rules), ...media(members, rules)]
  const grade = moving.length > 0 ? raisedByOne[gravest.judgement.grade] : gravest.judgement.grade
  const accusing = surestAccusation(members)
  const accused = accusedBy(members)
  const factors = reasonsFirst(
    withAccusation([...gravest.judgement.factors, ...moving, ...unread(members, gravest)], {
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
      units: unitsOf(gravest, members),
      focus: focuses.filter((focus) => members.some(({ judgement }) => judgement.focus.includes(focus))),
      places: [...new Set(members.flatMap(({ judgement }) => judgement.places))].slice(0, 12),
      gist: representative.judgement.gist,
      accused,
      ...(accusing ? { accusation: accusing } : {}),
      emergency: members.some(({ judgement }) => judgement.emergency),
    },
  }
}

/** 80 characters are one line of the feed. */
const titleOf = ({ title, judgement }: EventMember): string => {
  const text = title.trim() || judgement.gist || '（无标题）'
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

const accusedBy = (members: readonly EventMember[]): string[] => [
  ...new Set(members.flatMap(({ judgement }) => judgement.accused)),
]

/** One member that accuses is enough; a sure one says it for all. */
function surestAccusation(members: readonly EventMember[]): Accusation | undefined {
  const told = members.flatMap(({ judgement }) => judgement.accusation ?? [])
  return told.find(({ level }) => level === 'sure') ?? told[0]
}

/** What moved the grade, then what is only to be known. */
const reasonsFirst = (factors: readonly Factor[]): Factor[] => [
  ...factors.filter(({ points }) => points > 0),
  ...factors.filter(({ points }) => points <= 0),
]

/** The gravest item says most of who must act; the others keep one stray word in it from deciding alone. */
const gravestWeighs = 2
const mostUnits = 5

/**
 * Units by what all items say, a lead counted whole and an assistant half. Who is accused may not handle it (信访工作条例
 * 第三十条): the next one leads, or nobody is proposed.
 */
function unitsOf(gravest: EventMember, members: readonly EventMember[]): Judgement['units'] {
  const accused = accusedBy(members)
  const sums = new Map<string, { unit: UnitProposal; sum: number }>()
  for (const member of members)
    for (const unit of member.judgement.units) {
      if (accused.includes(unit.code)) continue
      const known = sums.get(unit.code) ?? { unit, sum: 0 }
      if (known.unit.role === 'assist' && unit.role === 'lead') known.unit = unit
      const weight = (member === gravest ? gravestWeighs : 1) * (unit.role === 'lead' ? 1 : 0.5)
      known.sum += weight * unit.confidence
      sums.set(unit.code, known)
    }
  return [...sums.values()]
    .sort((a, b) => b.sum - a.sum)
    .slice(0, mostUnits)
    .map(({ unit }, index) => ({ ...unit, role: index === 0 ? ('lead' as const) : ('assist' as const) }))
}

const sum = (members: readonly EventMember[], count: keyof Engagement): number =>
  members.reduce((total, { engagement }) => total + (engagement[count] ?? 0), 0)

/** 公众反应: what was passed of the thresholds, as one factor. */
function reaction(members: readonly EventMember[], { event, points }: SeverityRules): Factor[] {
  const authors = new Set(members.flatMap(({ authorPseudonym }) => authorPseudonym ?? [])).size
  const passed = [
    { name: '阅读', value: sum(members, 'reads'), least: event.reads },
    { name: '评论', value: sum(members, 'comments'), least: event.comments },
    { name: '转发', value: sum(members, 'shares'), least: event.shares },
    { name: '信息', value: members.length, least: event.items },
    { name: '发帖人', value: authors, least: event.authors },
    { name: '每小时新增', value: perHour(members), least: event.growthPerHour },
  ].filter(({ value, least }) => value >= least)
  if (passed.length === 0) return []
  const said = passed.map(({ name, value, least }) => `${name} ${Math.round(value)}（≥${least}）`).join('、')
  return [
    { name: '公众反应强烈，提一级', points: points.reaction, evidence: [], basis: `${event.basis}：${said}` },
  ]
}

/** The most items found within any hour. */
function perHour(members: readonly EventMember[]): number {
  const times = members
    .map(({ foundAt, publishedAt }) => (publishedAt ?? foundAt).getTime())
    .sort((a, b) => a - b)
  let most = 0
  let first = 0
  for (const [last, time] of times.entries()) {
    while (time - (times[first] ?? time) > hourMs) first += 1
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** 媒体介入: a provincial or central source carries it. */
function media(members: readonly EventMember[], { event, points }: SeverityRules): Factor[] {
  const [reporting] = members.filter(({ source }) => event.mediaLevels.includes(source.level))
  if (!reporting) return []
  const { level, name } = reporting.source
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
function unread(members: readonly EventMember[], gravest: EventMember): Factor[] {
  const carrying = members.filter(({ judgement }) => judgement.grade === gravest.judgement.grade)
  const { reads, comments, likes, shares } = gravest.engagement
  if (carrying.length > 1 || (reads ?? comments ?? likes ?? shares ?? 0) > 0) return []
  const others = members.length - 1
  return [
    {
      name: others === 0 ? '仅 1 条信息，请核实' : '等级仅据其中 1 条信息，请核实',
      points: 0,
      evidence: [],
      basis: `和硕 第九条（公众反应）：${others === 0 ? '目前仅 1 条信息' : `其余 ${others} 条未达到这一等级`}，且该条无阅读、评论数据，等级仅据内容判断`,
    },
  ]
}
