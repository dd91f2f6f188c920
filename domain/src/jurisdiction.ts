import type { DisclosureItem } from './disclosure-item.js'
import type { ResponsibleUnit } from './unit.js'

/** What a text must say to be about an item of the 公开事项目录. */
export type CataloguedMatter = Pick<DisclosureItem, 'number' | 'name' | 'keywords' | 'unitCode'>

/** 属地: whose public opinion this installation watches. */
export interface Jurisdiction {
  /** Full name, e.g. 青禾县. */
  name: string
  /** Other ways people write it. */
  aliases: readonly string[]
  /** 市 and 省 above it, for telling same names apart. */
  parents: readonly string[]
  regimeCode: string
  /** Regimes whose clocks it takes besides, from its beginning; later ones are chosen by two people. */
  adoptedRegimes?: readonly string[]
  /** True while the fictional county runs: every page and report is marked 演示. */
  demonstration: boolean
}

/** What the analyzer must know of the place it works for. */
export interface LocalKnowledge {
  jurisdiction: Jurisdiction
  units: readonly ResponsibleUnit[]
  /** 公开事项目录: which unit answers for which matter. */
  catalogue?: readonly CataloguedMatter[]
}
