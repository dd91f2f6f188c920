import { join } from 'node:path'
import type { Jurisdiction, LocalKnowledge } from '@huiyin/domain/jurisdiction'
import { SourceDefinition } from '@huiyin/domain/source'
import { ResponsibleUnit } from '@huiyin/domain/unit'
import { Type } from 'typebox'
import { demoFolder, parseYaml, readText, yamlFiles } from './folder.js'

const Words = Type.Array(Type.String({ minLength: 2 }))

const CountyFile = Type.Object(
  {
    jurisdiction: Type.Object(
      {
        name: Type.String({ minLength: 2, maxLength: 30 }),
        aliases: Words,
        parents: Words,
        regimeCode: Type.String({ minLength: 2 }),
        adoptedRegimes: Words,
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

/** The five sources of the demonstration, pointing at the loopback web server on `port`. */
export const demoDefinitions = (port: number): SourceDefinition[] =>
  yamlFiles(join(demoFolder, 'sources')).map((file) =>
    parseYaml(SourceDefinition, readText(file).replaceAll('{port}', String(port)), file),
  )
