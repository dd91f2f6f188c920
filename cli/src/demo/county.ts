import { join } from 'node:path'
import type { Jurisdiction, LocalKnowledge } from '@huiyin/domain/jurisdiction'
import { ResponsibleUnit } from '@huiyin/domain/unit'
import { Type } from 'typebox'
import { demoFolder, parseYaml, readText } from './folder.js'

const Words = Type.Array(Type.String({ minLength: 2 }))

const CountyFile = Type.Object(
  {
    jurisdiction: Type.Object(
      {
        name: Type.String({ minLength: 2, maxLength: 30 }),
        aliases: Words,
        parents: Words,
        regimeCode: Type.String({ minLength: 2 }),
      },
      { additionalProperties: false },
    ),
    units: Type.Array(ResponsibleUnit, { minItems: 1 }),
  },
  { additionalProperties: false },
)

/** The fictional county with its directory of responsible units; always marked as a demonstration. */
export function loadDemoCounty(): LocalKnowledge & { units: ResponsibleUnit[] } {
  const file = join(demoFolder, 'county.yml')
  const { jurisdiction, units } = parseYaml(CountyFile, readText(file), file)
  const marked: Jurisdiction = { ...jurisdiction, demonstration: true }
  return { jurisdiction: marked, units }
}
