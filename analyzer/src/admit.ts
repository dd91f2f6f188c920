import type { Admission } from '@huiyin/domain/item'
import type { PlaceRelevance } from '@huiyin/domain/judgement'
import { decidingReason } from './place-relevance.js'
import type { Reading } from './reading.js'

export interface Watched {
  /** What the text touches that we watch, in words; null when nothing. */
  readonly what: string | null
  readonly isIncident: boolean
  readonly hasAppeal: boolean
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
  const isRoutine = reading.hits('publicity:').length > 0 && !watched.isIncident && !watched.hasAppeal
  if (isRoutine) return { admitted: false, reason: `${reason}；但属常规工作报道，无诉求、无险情` }
  if (!watched.what) return { admitted: false, reason: `${reason}；但未涉及关注的主题` }
  return { admitted: true, reason: `${reason}；${watched.what}` }
}
