import { existsSync, readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { readYaml } from './read-yaml.js'

/** Where trained weights lie, from `src/` as from `dist/`. */
export const weightsFolder = new URL('../weights/', import.meta.url)

/** The bytes of a task's weights and its model card; null when none were trained yet. */
export function readWeights(task: string): { weights: Uint8Array; card: string } | null {
  const [weights, card] = [`${task}.bin`, `${task}.card.json`].map((file) => new URL(file, weightsFolder))
  if (!weights || !card || !existsSync(weights) || !existsSync(card)) return null
  return { weights: readFileSync(weights), card: readFileSync(card, 'utf8') }
}

/** What is measured and carded, in the order people ask: rules first, then what was trained. */
const carded = ['severity', 'dispatch', 'topics', 'events', 'emotion', 'accusation'] as const

/** The cards of everything that judges: of trained weights and of rules measured by `huiyin evaluate --card`. */
export const measuredCards = (): readonly object[] =>
  carded.flatMap((task) => {
    const card = new URL(`${task}.card.json`, weightsFolder)
    return existsSync(card) ? [JSON.parse(readFileSync(card, 'utf8')) as object] : []
  })

const WordLists = Type.Record(Type.String(), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }))
const SeedWords = Type.Object(
  {
    version: Type.String(),
    topics: WordLists,
    emotion: WordLists,
    /**
     * Which of a hotline's categories (second, third or fourth level, or two of them: `三级>四级`) belong to a topic,
     * by the national list of topics; categories of several topics are left out.
     */
    topicOfCategory: WordLists,
  },
  { additionalProperties: false },
)

/** Reviewed words that training starts from. */
export const loadSeedWords = () => readYaml('../weights/seed-words.yml', SeedWords)
