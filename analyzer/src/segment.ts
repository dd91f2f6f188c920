import { cut, wordsOf } from './words/cut.js'
import { dictionary } from './words/dictionary.js'

const inserted = new Set<string>()

/** Words the general dictionary cuts wrongly: ours and those of the place. The dictionary is one a process. */
export function useWords(words: Iterable<string>): void {
  for (const word of words) {
    if (inserted.has(word) || word.length < 2 || word.length > 12) continue
    inserted.add(word)
    dictionary().insert(word)
  }
}

/** One word of the dictionary, and it is a place's: 平原县. */
export function isPlaceName(word: string): boolean {
  return cut(word).count === 1 && dictionary().tag(word) === 'ns'
}

/** 贫困, 示范: nothing but words of daily language, so no name that only a place's people know. */
export const isPlainWords = (stem: string): boolean =>
  wordsOf(cut(stem)).every((word) => word.length >= 2 && !/^(?:n[rstz]|x|eng|j)/.test(dictionary().tag(word)))
