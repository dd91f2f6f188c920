import type { Cut } from './words/cut.js'
import { dictionary } from './words/dictionary.js'

/** Adverbs, prepositions, conjunctions, pronouns, particles, words of time and of position: in no proper name. */
const functional = /^(?:d|p|c|r|u|y|t|f|b|df|ad)/
const verbal = /^v(?!n)/
/** Verbs that roads, villages and estates are named for. */
const honoured =
  /^(?:解放|建设|振兴|复兴|团结|前进|奋斗|奋进|创业|创新|改革|开放|拥军|爱民|跃进|腾飞|迎新|立新)$/
/** One of a kind, or many of it: 一名|青园街道, 大量|小区. */
const counted = /^(?:一[名份个位家条处座]|大量|大部分|多数|少数|部分|[两三几]大|首|另|原|旧|系|受|距|离)$/
/** Names of people, places and bodies; what stands by itself or is no word may be part of one. */
const naming = /^(?:nr|ns|nt|nz|x|$)/

/** The piece that holds `offset`. */
function pieceAt({ starts, ends, count }: Cut, offset: number): number {
  let [low, high] = [0, count]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ends[middle] as number) <= offset) low = middle + 1
    else high = middle
  }
  return low < count && (starts[low] as number) <= offset ? low : count
}

/** The stem of a proper name: where it begins, and whether common words alone make it (房地产|市场). */
export interface ProperStem {
  readonly start: number
  readonly isCommon: boolean
}

/**
 * The proper name in what reads like one: it begins after the last verb, number or function word before `end`, the
 * end of its stem (强行改造|永华大厦, 但|秀英街道, 一名|青园街道). A short common word may be a name (阳光社区); a long
 * one or several are none (房地产|市场, 省级重点|小学).
 */
export function properStem(cut: Cut, start: number, end: number): ProperStem {
  const { text, starts, ends, nodes, count } = cut
  const words = dictionary()
  let from = start
  let pieces = 0
  let names = 0
  for (let piece = pieceAt(cut, start); piece < count; piece += 1) {
    const [begin, over] = [starts[piece] as number, ends[piece] as number]
    if (begin >= end) break
    if (begin < start || over > end) {
      names += 1
      continue
    }
    const tag = words.tagOf(nodes[piece] as number)
    const word = text.slice(begin, over)
    const isEdge = begin === from || over === end
    if (
      functional.test(tag) ||
      counted.test(word) ||
      (verbal.test(tag) && !honoured.test(word) && (over - begin > 1 || isEdge))
    ) {
      from = over
      pieces = 0
      names = 0
      continue
    }
    pieces += 1
    if (over - begin === 1 || naming.test(tag)) names += 1
  }
  return { start: from, isCommon: names === 0 && (pieces > 1 || end - from > 2) }
}
