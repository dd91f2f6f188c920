import type { Admission } from '@huiyin/domain/item'
import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
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

const area =
  /(?<![一-龥])(?:在|位于|来自|赴|从|据)?([一-龥]{2,4}?(?:自治县|县|市|省|旗))(?!城|场|民|政|委|长|区|里|内|级|直)|([一-龥]{2,3}县)(?!城|委|长|政|里|内|级|直)/g
const ownWords = /^(?:我|本|全|该|各|外|邻|他|她|你|贵|每|某|城|超|门|上|股|夜|集|早|菜|楼|闹)/

/** Names of other provinces, cities and counties in the text; ours and those above us are not among them. */
function foreignNames(reading: Reading, { name, aliases, parents }: Jurisdiction): Hit[] {
  const own = [name, ...aliases, ...parents]
  const isOwn = (word: string) => own.some((known) => known.includes(word) || word.includes(known))
  const found: Hit[] = reading.hits('elsewhere:').filter(({ word }) => !isOwn(word))
  for (const match of reading.text.slice(0, 3_000).matchAll(area)) {
    const word = match[1] ?? match[2] ?? ''
    if (isOwn(word) || ownWords.test(word)) continue
    found.push({ start: match.index, end: match.index + match[0].length, word })
  }
  return found.sort((a, b) => a.start - b.start)
}
