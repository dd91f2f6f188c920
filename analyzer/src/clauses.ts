import type { Count } from './counts.js'
import type { Fate } from './fates.js'
import { markedCodes } from './marked-codes.js'
import type { Reading } from './reading.js'

/** Words between two marks, with the people counted and the fates told in them. */
export interface Clause {
  readonly start: number
  readonly end: number
  /** Number of the sentence. */
  readonly sentence: number
  readonly counts: Count[]
  readonly fates: Fate[]
}

const endsClause = markedCodes('，,；;。！？!?\n：:—（）()')
const endsSentence = markedCodes('。！？!?\n；;')
const [fullStop, comma, colon] = ['。'.charCodeAt(0), ','.charCodeAt(0), ':'.charCodeAt(0)]
const space = ' '.charCodeAt(0)
/** 8人死亡 重伤52人: a title parts its clauses so; 造成 13 人死亡 does not. */
const partsWords = (text: string, at: number): boolean =>
  /[\u3400-\u9fff]$/.test(text.slice(Math.max(0, at - 1), at)) &&
  /^[\u3400-\u9fff]/.test(text.slice(at + 1, at + 2)) &&
  !/[人名个位余多一二三四五六七八九十百两]/.test(text.charAt(at + 1))
const wideColon = '：'.charCodeAt(0)
/** 死亡：11人；重伤：4人 */
const label = /(?:死亡|遇难|失踪|失联|被困|重伤|轻伤|受伤|中毒|住院)(?:人数|人员|者|总数)?$/
const isDigit = (code: number): boolean => code >= 48 && code <= 57

/** The clauses of a text, each with its `counts` and `fates`, both in order. */
export function clausesOf({ text }: Reading, counts: readonly Count[], fates: readonly Fate[]): Clause[] {
  const clauses: Clause[] = []
  let sentence = 0
  let start = 0
  let nextCount = 0
  let nextFate = 0
  for (let end = 0; end <= text.length; end += 1) {
    const code = end < text.length ? text.charCodeAt(end) : fullStop
    if (endsClause[code] === 0 && !(code === space && partsWords(text, end))) continue
    if (
      code === wideColon &&
      isDigit(text.charCodeAt(end + 1)) &&
      label.test(text.slice(Math.max(0, end - 6), end))
    )
      continue
    // 13,000 and 8:50 end no clause.
    if ((code === comma || code === colon) && isDigit(text.charCodeAt(end + 1))) continue
    if (end > start) {
      const clause: Clause = { start, end, sentence, counts: [], fates: [] }
      for (let count = counts[nextCount]; count && count.start < end; count = counts[++nextCount])
        clause.counts.push(count)
      for (let fate = fates[nextFate]; fate && fate.start < end; fate = fates[++nextFate])
        clause.fates.push(fate)
      clauses.push(clause)
    }
    start = end + 1
    if (endsSentence[code] === 1) sentence += 1
  }
  return clauses
}

/** 一个挨着一个: no count of victims unless the fate follows at once. */
export const isNoise = ({ value, end }: Count, { text }: Reading): boolean =>
  value === 1 && text.slice(end - 1, end) === '个'
