import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { createAnalyzer } from '../analyze.js'
import type { LabelledRow } from './fit.js'

/** Messages nobody labelled, as examples of what accuses nobody: those in which the rules find an accusation are left out. */
export function withoutAccusations(rows: readonly LabelledRow[]): LabelledRow[] {
  if (rows.length === 0) return []
  const rules = createAnalyzer({ lexicon: loadLexicon(), units: countyDirectory() })
  return rows.filter(({ title, text }) => !rules.analyze({ ...(title ? { title } : {}), text }).accusation)
}
