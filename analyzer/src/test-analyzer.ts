import type { Jurisdiction } from '@huiyin/domain/jurisdiction'
import type { ResponsibleUnit } from '@huiyin/domain/unit'
import { countyDirectory } from '@huiyin/keywords/directory'
import { loadLexicon } from '@huiyin/keywords/lexicon'
import { createAnalyzer } from './analyze.js'

/** A county of our own for tests: 青禾县 with the usual bodies and two towns. */
export const qinghe: Jurisdiction = {
  name: '青禾县',
  aliases: ['青禾'],
  parents: ['临川市', '江右省'],
  regimeCode: 'national-2016',
  demonstration: false,
}

export const towns: readonly ResponsibleUnit[] = [
  { code: 'liuhe', name: '柳河镇', group: '街道乡镇', kind: 'place', places: ['柳河村', '滨河花园'] },
  { code: 'baita', name: '白塔乡', group: '街道乡镇', kind: 'place', places: ['石桥村'] },
]

export const qingheAnalyzer = () =>
  createAnalyzer({ lexicon: loadLexicon(), units: [...countyDirectory(), ...towns], jurisdiction: qinghe })
