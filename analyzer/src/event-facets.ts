import type { Engagement } from '@huiyin/domain/item'
import type { Judgement } from '@huiyin/domain/judgement'
import type { SourceLevel } from '@huiyin/domain/source'
import type { CountedJudgement } from '@huiyin/store/event-changes'
import type { EventFacet, EventTotals } from '@huiyin/store/event-tally'
import { mostWithinAnHour, toldMinute } from './told-times.js'

/** One item of an event as the event is judged by it. */
export interface EventMember {
  readonly judgement: Judgement
  readonly title: string
  readonly foundAt: Date
  readonly publishedAt: Date | null
  readonly authorPseudonym: string | null
  readonly engagement: Engagement
  readonly source: ToldSource
}

/** The id is that of a stored source: it stays when the source is named anew. */
export interface ToldSource {
  readonly id?: string
  readonly level: SourceLevel
  readonly name: string
}

/** What of a post is counted. */
export interface CountedSaying {
  readonly judgement: CountedJudgement
  readonly source: ToldSource
}

/** What can be counted of what a post says. */
export type FacetKind =
  | 'grade'
  | 'unit'
  | 'lead'
  | 'accused'
  | 'accusation'
  | 'focus'
  | 'place'
  | 'emergency'
  | 'source'

interface SaidOnce {
  readonly kind: FacetKind
  readonly value: string
  readonly weight: number
  readonly said: object | null
}

/** Where posts say something: the first that did, and of how many things it said. */
export interface GatheredFacet<M> extends EventFacet {
  first: M
  place: number
}

/**
 * What an event is judged by: what its posts say, the first said first, and two of them whole. However many posts an
 * event has, this is as small as what they speak of.
 */
export interface EventSummary<M extends EventMember = EventMember> {
  readonly representative: M
  readonly gravest: M
  readonly totals: EventTotals
  readonly facets: readonly EventFacet[]
}

/** Confidence as a whole number, so that the order in which posts came does not change a sum. */
const inMillionths = 1_000_000

const once = (kind: FacetKind, value: string, weight = 0, said: object | null = null): SaidOnce => ({
  kind,
  value,
  weight,
  said,
})

/** A lead counts whole and an assistant half: two and one. */
export const weightOf = ({ role, confidence }: CountedJudgement['units'][number]): number =>
  (role === 'lead' ? 2 : 1) * Math.round(confidence * inMillionths)

/** What one post says. */
export const facetsOf = ({ judgement, source }: CountedSaying): SaidOnce[] => [
  once('grade', judgement.grade),
  ...judgement.units.flatMap((unit) => [
    once('unit', unit.code, weightOf(unit), unit),
    ...(unit.role === 'lead' ? [once('lead', unit.code, 0, unit)] : []),
  ]),
  ...judgement.accused.map((code) => once('accused', code)),
  ...(judgement.accusation ? [once('accusation', judgement.accusation.level, 0, judgement.accusation)] : []),
  ...judgement.focus.map((focus) => once('focus', focus)),
  ...judgement.places.map((place) => once('place', place)),
  ...(judgement.emergency ? [once('emergency', '')] : []),
  once('source', source.id ?? `${source.level}/${source.name}`, 0, source),
]

/** How a judgement is known to say a thing; null where the post's source says it. */
export const patternOf: Record<FacetKind, (value: string) => object | null> = {
  grade: (grade) => ({ grade }),
  unit: (code) => ({ units: [{ code }] }),
  lead: (code) => ({ units: [{ code, role: 'lead' }] }),
  accused: (code) => ({ accused: [code] }),
  accusation: (level) => ({ accusation: { level } }),
  focus: (focus) => ({ focus: [focus] }),
  place: (place) => ({ places: [place] }),
  emergency: () => ({ emergency: true }),
  source: () => null,
}

/** What these posts say together, the first of them first. */
export function gatherFacets<M extends EventMember>(members: readonly M[]): GatheredFacet<M>[] {
  const gathered = new Map<string, GatheredFacet<M>>()
  for (const member of members)
    for (const [place, said] of facetsOf(member).entries()) {
      const key = `${said.kind} ${said.value}`
      const known = gathered.get(key)
      if (known) {
        known.posts += 1
        known.weight += said.weight
      } else gathered.set(key, { ...said, posts: 1, first: member, place })
    }
  return [...gathered.values()]
}

/** Of a post, what is summed up. */
export type CountedMember = Pick<EventMember, 'engagement' | 'authorPseudonym' | 'publishedAt' | 'foundAt'>

const sum = (members: readonly CountedMember[], count: 'reads' | 'comments' | 'shares'): number =>
  members.reduce((total, { engagement }) => total + (engagement[count] ?? 0), 0)

export const totalsOf = (members: readonly CountedMember[]): EventTotals => ({
  posts: members.length,
  reads: sum(members, 'reads'),
  comments: sum(members, 'comments'),
  shares: sum(members, 'shares'),
  authors: new Set(members.flatMap(({ authorPseudonym }) => authorPseudonym ?? [])).size,
  peak: mostWithinAnHour(members.map(toldMinute)),
})

/**
 * All members at once, the representative first.
 * @throws RangeError without a member.
 */
export function summarise<M extends EventMember>(
  members: readonly M[],
): EventSummary<M> & { facets: GatheredFacet<M>[] } {
  const [representative] = members
  const facets = gatherFacets(members)
  const [gravest] = facets.filter(({ kind }) => kind === 'grade').sort((a, b) => (a.value < b.value ? -1 : 1))
  if (!representative || !gravest) throw new RangeError('an event has at least one item')
  return { representative, gravest: gravest.first, totals: totalsOf(members), facets }
}
