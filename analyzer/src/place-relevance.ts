import type { PlaceRelevance } from '@huiyin/domain/judgement'
import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
import type { Division, DivisionHit, Gazetteer } from '@huiyin/keywords/gazetteer'
import { findAreas } from './areas.js'
import type { Hit, Reading } from './reading.js'

/** From here on a text is about us. */
export const aboutUsFrom = 0.5

/**
 * What each sign is worth. Set so that one sure sign (our name, a place only we have, a source of ours) is enough, that
 * a name others bear too is not, and that another county in the head outweighs a local source (docs/rules.md §3).
 */
const points = {
  named: 0.9,
  ownPlace: 0.7,
  furtherPlace: 0.1,
  sameName: 0.3,
  localSource: 0.6,
  parent: 0.1,
  elsewhereAsWell: -0.1,
  elsewhereTown: -0.1,
  elsewhere: -0.5,
} as const
/** Another county's name this near before a town's makes the town theirs. */
const near = 14
/** What a text says in its head it is about. */
const head = 60
/** As far as a text is read for names of other places. */
const readFor = 3_000

export interface Place {
  readonly jurisdiction: Jurisdiction
  readonly gazetteer: Gazetteer
}

type Reason = PlaceRelevance['reasons'][number]

/**
 * Whether a text is about us, as a value with reasons: our name, our places, the source, and names of other places.
 * A town's name that other counties bear counts only with context: our county or what is above it, another place of
 * ours, or a source of ours.
 */
export function placeRelevance(reading: Reading, place: Place, isLocalSource: boolean): PlaceRelevance {
  const { elsewhere, towns } = otherPlaces(reading, place)
  const named = reading.hits('local:')
  const parents = reading.hits('parent:')
  const { ours, theirs } = ownPlaces(reading, elsewhere)
  const reasons: Reason[] = []
  const say = (name: string, worth: number, hits: readonly { start: number; end: number }[] = []) =>
    reasons.push({ name, points: worth, evidence: hits.slice(0, 3).map(reading.evidence) })
  if (named[0]) say(`提及“${named[0].word}”`, points.named, named)
  const inContext = named.length > 0 || parents.length > 0 || isLocalSource
  sayPlaces(ours, inContext, place, say)
  if (isLocalSource) say('信源属本地', points.localSource)
  if (parents[0]) say(`提及上级“${parents[0].word}”`, points.parent, parents)
  const [abroad] = elsewhere
  const isOurs = named.length > 0 || (ours.length > 0 && (isLocalSource || parents.length > 0))
  if (abroad && isOurs) say(`同时提及外地“${abroad.word}”`, points.elsewhereAsWell, elsewhere)
  else if (abroad && theirs[0] && !isLocalSource)
    say(`“${theirs[0].word}”与外地“${abroad.word}”同时出现，判为外地同名`, points.elsewhere, [
      theirs[0],
      abroad,
    ])
  else if (abroad && ours[0])
    say(`“${ours[0].word}”与外地“${abroad.word}”同时出现，判为外地同名`, points.elsewhere, [ours[0], abroad])
  else if (abroad && (!isLocalSource || abroad.start < head))
    say(`内容说的是外地（“${abroad.word}”）`, points.elsewhere, elsewhere)
  const [town] = towns
  if (town && !abroad && named.length === 0) say(townElsewhere(town, place), points.elsewhereTown, [town])
  const sum = reasons.reduce((total, reason) => total + reason.points, 0)
  return {
    score: Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100,
    reasons: reasons.map((reason) => ({ ...reason, points: Math.round(reason.points * 100) / 100 })),
  }
}

interface OwnPlaces {
  /** Places of ours, each word once. */
  readonly ours: readonly Hit[]
  /** Names we have too, said of another county: 山东省平原县柳河镇. */
  readonly theirs: readonly Hit[]
}

function ownPlaces(reading: Reading, elsewhere: readonly Hit[]): OwnPlaces {
  const ours = new Map<string, Hit>()
  const theirs: Hit[] = []
  for (const hits of reading.role('place').values())
    for (const hit of hits)
      if (elsewhere.some((other) => belongsTo(other, hit))) theirs.push(hit)
      else if (!ours.has(hit.word)) ours.set(hit.word, hit)
  const all = [...ours.values()]
  // 柳河 within 柳河镇 is the same place said once.
  const whole = all.filter(
    ({ word }) => !all.some((other) => other.word !== word && other.word.includes(word)),
  )
  return { ours: whole.sort((a, b) => a.start - b.start), theirs }
}

const belongsTo = (other: Hit, place: Hit): boolean =>
  other.end <= place.start
    ? place.start - other.end <= near
    : other.start <= place.start && other.end >= place.end

function sayPlaces(
  ours: readonly Hit[],
  inContext: boolean,
  place: Place,
  say: (name: string, worth: number, hits: readonly Hit[]) => void,
): void {
  const [first] = ours
  if (!first) return
  const shared = ours.filter(({ word }) => bearersElsewhere(word, place) > 0)
  const sure = ours.find((hit) => !shared.includes(hit))
  if (!sure && !inContext && ours.length === 1) {
    say(
      `全国另有 ${bearersElsewhere(first.word, place)} 处叫“${first.word}”，文中未见本县或其他本地地名`,
      points.sameName,
      [first],
    )
    return
  }
  const told = sure ?? first
  const others = ours.filter((hit) => hit !== told)
  const note =
    told === sure ? '' : `（全国另有 ${bearersElsewhere(told.word, place)} 处同名，另有本地信息佐证）`
  say(`提及辖区地点“${told.word}”${note}`, points.ownPlace, [told])
  if (others.length > 0)
    say(
      `还提及${others
        .slice(0, 3)
        .map(({ word }) => `“${word}”`)
        .join('、')}`,
      Math.min(2, others.length) * points.furtherPlace,
      others,
    )
}

const suffix = /(?:街道|镇|乡|县|区|市|旗)$/

/** How many towns and counties outside ours bear the name, said with or without 镇, 乡, 县. */
export function bearersElsewhere(word: string, { gazetteer, jurisdiction }: Place): number {
  const all = suffix.test(word)
    ? gazetteer.named(word)
    : ['镇', '乡', '街道', '县', '区', '市'].flatMap((end) => gazetteer.named(`${word}${end}`))
  return all.filter((division) => !isWithin(division, jurisdiction)).length
}

/** The division is ours, above us, or lies within ours; a city's name alone does not tell two counties apart. */
const isWithin = ({ name, above }: Division, { name: own, parents }: Jurisdiction): boolean =>
  name === own ||
  (above.includes(own) && (parents.length === 0 || parents.some((parent) => above.includes(parent))))

const townElsewhere = ({ word }: Hit, { gazetteer }: Place): string => {
  const all = gazetteer.named(word)
  const [only] = all
  return only && all.length === 1
    ? `提及外地“${word}”（${[...only.above].reverse().join('')}）`
    : `提及“${word}”，全国有 ${all.length} 个，均不在本县`
}

/** Names of other provinces, cities and counties, and of towns not ours; ours and those above us are not among them. */
function otherPlaces(reading: Reading, place: Place): { elsewhere: readonly Hit[]; towns: readonly Hit[] } {
  const text = reading.text.length > readFor ? reading.text.slice(0, readFor) : reading.text
  const { name, aliases, parents } = place.jurisdiction
  const own = [name, ...aliases, ...parents]
  const isOwn = (word: string) => own.some((known) => known.includes(word) || word.includes(known))
  const divisions = place.gazetteer
    .find(text)
    .map((hit) => ({ ...hit, word: text.slice(hit.start, hit.end) }))
  const counties = divisions.filter((hit) => hit.level !== 'town')
  const elsewhere = [...reading.hits('elsewhere:'), ...counties, ...findAreas(text)]
    .filter(({ word }) => !isOwn(word))
    .sort((a, b) => a.start - b.start || b.end - a.end)
  const isOurs = (hit: DivisionHit & Hit) =>
    [...reading.role('place').values()].some((hits) =>
      hits.some((mine) => mine.start < hit.end && mine.end > hit.start),
    ) ||
    [...reading.role('unit').values()].some((hits) =>
      hits.some((mine) => mine.start <= hit.start && mine.end >= hit.end),
    ) ||
    place.gazetteer.named(hit.word).some((division) => isWithin(division, place.jurisdiction))
  return {
    elsewhere,
    towns: divisions.filter((hit) => hit.level === 'town' && !isOwn(hit.word) && !isOurs(hit)),
  }
}

/** Whether `about` is enough, and the reason that decides: for the item, and for the list of items left out. */
export function decidingReason(
  { score, reasons }: PlaceRelevance,
  name: string,
): { isAboutUs: boolean; reason: string } {
  const [best] = [...reasons].sort((a, b) => b.points - a.points)
  if (score >= aboutUsFrom) return { isAboutUs: true, reason: best?.name ?? '' }
  const against = reasons.find((reason) => reason.points <= points.elsewhere)
  const isLocalSource = reasons.some((reason) => reason.points === points.localSource)
  if (isLocalSource && against) return { isAboutUs: false, reason: `信源属本地，但${against.name}` }
  if (best?.points === points.sameName || (best && best.points >= points.ownPlace))
    return { isAboutUs: false, reason: against?.name ?? best.name }
  const told = against ? `（${against.name}）` : ''
  return { isAboutUs: false, reason: `未提及${name}及其辖区地点${told}` }
}
