import type { CataloguedMatter, Jurisdiction } from '@huiyin/domain/jurisdiction'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { loadLexicon, readLexicon } from '@huiyin/keywords/lexicon'
import type { JudgementInForce } from '@huiyin/store/judgement-changes'
import { type Analyzer, createAnalyzer } from './analyze.js'
import { loadModels, modelsWith } from './model/load.js'

/** Nothing changed by the county: the judge as it was shipped. */
export const asShipped: JudgementInForce = { files: {}, weights: null }

/** The place a judge works for. */
export interface PlaceKnowledge {
  readonly units: readonly ResponsibleUnit[]
  readonly jurisdiction: Jurisdiction | null
  readonly catalogue?: readonly CataloguedMatter[]
}

/**
 * The judge with what the county changed, in force or only proposed.
 * @throws InvalidInput naming file, line and field of a changed file, or that the weights are broken.
 */
export function judgeInForce(
  { files, weights }: JudgementInForce,
  { units, jurisdiction, catalogue = [] }: PlaceKnowledge,
): Analyzer {
  return createAnalyzer({
    lexicon: Object.keys(files).length > 0 ? readLexicon(files) : loadLexicon(),
    units,
    jurisdiction,
    catalogue,
    models: weights ? modelsWith({ dispatch: weights }) : loadModels(),
  })
}
