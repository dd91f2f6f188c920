import { findPersonalData } from './find-personal-data.js'
import { maskOf } from './kinds.js'

/** `text` with everything that identifies a person replaced by what it was; doing it twice changes nothing more. */
export function maskPersonalData(text: string): string {
  let masked = ''
  let at = 0
  for (const { kind, start, end } of findPersonalData(text)) {
    masked += text.slice(at, start) + maskOf[kind]
    at = end
  }
  return masked + text.slice(at)
}
