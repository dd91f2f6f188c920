import { Automaton } from '@huiyin/domain/text/automaton'
import { loadSeedWords } from '@huiyin/keywords/weights'
import { seededRandom } from './random.js'
import type { EmotionWords } from './task-tokens.js'

/** Words of each emotion in one automaton; a word listed twice belongs to the first. */
export function emotionWords(): EmotionWords {
  const entries = new Map<string, string>()
  for (const [emotion, words] of Object.entries(loadSeedWords().emotion))
    for (const word of words) if (!entries.has(word)) entries.set(word, emotion)
  return new Automaton(entries)
}

/** Made-up rows a label: enough to be heard beside thousands of messages. */
const mixesPerLabel = 100

/**
 * The labels' own words as small documents: each word alone, and mixes of four. They carry to a city whose messages
 * were never seen what a label means, where one board's messages carry only that board's habits.
 */
export function topicDocuments(seed: number): { title: string; text: string; label: string }[] {
  const random = seededRandom(seed)
  return Object.entries(loadSeedWords().topics).flatMap(([label, words]) => [
    ...words.map((word) => ({ title: word, text: '', label })),
    ...Array.from({ length: mixesPerLabel }, () => {
      const picked = Array.from({ length: 4 }, () => words[Math.floor(random() * words.length)] as string)
      return { title: picked[0] as string, text: picked.join('，'), label }
    }),
  ])
}
