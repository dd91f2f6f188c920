import nodejieba from 'nodejieba'

export interface WeightedTerm {
  readonly word: string
  readonly weight: number
}

const inserted = new Set<string>()

/** Words the general dictionary cuts wrongly: ours and those of the place. The dictionary is one a process. */
export function useWords(words: Iterable<string>): void {
  for (const word of words) {
    if (inserted.has(word) || word.length < 2 || word.length > 12) continue
    inserted.add(word)
    nodejieba.insertWord(word)
  }
}

/** The `count` words that tell most of the text, by term and inverse document frequency. */
export const weightedTerms = (text: string, count: number): WeightedTerm[] =>
  text.trim() === '' ? [] : nodejieba.extract(text, count)
