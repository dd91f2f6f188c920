import type { Admission } from '@huiyin/domain/item'
import type { PlaceRelevance } from '@huiyin/domain/judgement'
import { decidingReason } from './place-relevance.js'
import type { Reading } from './reading.js'

/** A watched subject that hit, and the words it rests on. */
export interface WatchedHit {
  readonly name: string
  readonly words: readonly string[]
}

export interface Watched {
  /** What the text touches that we watch, in words; null when nothing. */
  readonly what: string | null
  readonly isIncident: boolean
  readonly hasAppeal: boolean
  /** The officers' own subjects: what they ask for is watched, routine or not. */
  readonly subjects: readonly WatchedHit[]
}

/**
 * Whether an item is about us and about something we watch, and why (not).
 * @param about null without a jurisdiction
 */
export function admit(
  reading: Reading,
  watched: Watched,
  about: PlaceRelevance | null,
  name: string,
): Admission {
  const { isAboutUs, reason } = about
    ? decidingReason(about, name)
    : { isAboutUs: true, reason: '未设属地，不作属地判断' }
  if (!isAboutUs) return { admitted: false, reason }
  if (watched.subjects.length > 0)
    return { admitted: true, reason: `${reason}；${watched.subjects.slice(0, 3).map(inWords).join('、')}` }
  const isRoutine = reading.hits('publicity:').length > 0 && !watched.isIncident && !watched.hasAppeal
  if (isRoutine) return { admitted: false, reason: `${reason}；但属常规工作报道，无诉求、无险情` }
  if (!watched.what) return { admitted: false, reason: `${reason}；但未涉及关注的主题` }
  return { admitted: true, reason: `${reason}；${watched.what}` }
}

const inWords = ({ name, words }: WatchedHit): string =>
  `命中专题“${name}”（${words.slice(0, 3).join('、')}）`
