import type { Admission } from '@huiyin/domain/item'
import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
import { findAreas } from './areas.js'
import type { Hit, Reading } from './reading.js'

export interface Watched {
  /** What the text touches that we watch, in words; null when nothing. */
  readonly what: string | null
  readonly isIncident: boolean
  readonly hasAppeal: boolean
}

/** Another county's name this near a town's makes the town theirs. */
const near = 14
const head = 60

/** Whether an item is about us and about something we watch, and why (not). */
export function admit(
  reading: Reading,
  watched: Watched,
  jurisdiction: Jurisdiction | null,
  isLocalSource: boolean,
): Admission {
  const us = aboutUs(reading, jurisdiction, isLocalSource)
  if (!us.admitted) return us
  const isRoutine = reading.hits('publicity:').length > 0 && !watched.isIncident && !watched.hasAppeal
  if (isRoutine) return { admitted: false, reason: `${us.reason}；但属常规工作报道，无诉求、无险情` }
  if (!watched.what) return { admitted: false, reason: `${us.reason}；但未涉及关注的主题` }
  return { admitted: true, reason: `${us.reason}；${watched.what}` }
}

function aboutUs(reading: Reading, jurisdiction: Jurisdiction | null, isLocalSource: boolean): Admission {
  if (!jurisdiction) return { admitted: true, reason: '未设属地，不作属地判断' }
  const [named] = reading.hits('local:')
  if (named) return { admitted: true, reason: `提及“${named.word}”` }
  const elsewhere = foreignNames(reading, jurisdiction)
  const places = [...reading.role('place').values()].flat()
  const ours = places.find((place) => !elsewhere.some((other) => isBefore(other, place)))
  const [abroad] = elsewhere
  if (ours && (isLocalSource || !abroad || reading.hits('parent:').length > 0))
    return { admitted: true, reason: `提及辖区地点“${ours.word}”` }
  if (isLocalSource)
    return abroad && abroad.start < head
      ? { admitted: false, reason: `信源属本地，但内容说的是外地（“${abroad.word}”）` }
      : { admitted: true, reason: '信源属本地' }
  const [place] = places
  if (place && abroad)
    return { admitted: false, reason: `“${place.word}”与外地“${abroad.word}”同时出现，判为外地同名` }
  return { admitted: false, reason: `未提及${jurisdiction.name}及其辖区地点` }
}

const isBefore = (other: Hit, place: Hit): boolean =>
  other.end <= place.start
    ? place.start - other.end <= near
    : other.start <= place.start && other.end >= place.end

/** Names of other provinces, cities and counties in the text; ours and those above us are not among them. */
function foreignNames(reading: Reading, { name, aliases, parents }: Jurisdiction): Hit[] {
  const own = [name, ...aliases, ...parents]
  const isOwn = (word: string) => own.some((known) => known.includes(word) || word.includes(known))
  const listed = reading.hits('elsewhere:')
  return [...listed, ...findAreas(reading.text.slice(0, 3_000))]
    .filter(({ word }) => !isOwn(word))
    .sort((a, b) => a.start - b.start)
}
