import type { Focus } from '@huiyin/domain/judgement'
import { focuses } from '@huiyin/domain/judgement'
import type { Graded } from './grade-severity.js'
import type { Reading } from './reading.js'

/** The five kinds that must be answered (北仑 二(一)); `d` comes with an incident or a disaster that goes on (#暴雨互助),
 * the others with their words, and any with the content rules that hold. */
export function findFocus(reading: Reading, graded: Graded): Focus[] {
  const found = new Set<Focus>(graded.focus)
  if (graded.isIncident) found.add('d')
  for (const focus of ['a', 'c', 'd', 'e'] as const)
    if (reading.of('focus', focus).length > 0) found.add(focus)
  const interests = new Set(reading.hits('focus:b').map((hit) => hit.word))
  const isMany =
    reading.hits('severity:many').length > 0 ||
    reading.hits('severity:group').length > 0 ||
    graded.quantities.many.length > 0
  if (interests.size > 0 && isMany) found.add('b')
  return focuses.filter((focus) => found.has(focus))
}
