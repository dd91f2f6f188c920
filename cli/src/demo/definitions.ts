import { join } from 'node:path'
import { SourceDefinition } from '@huiyin/domain/source'
import { demoFolder, parseYaml, readText, yamlFiles } from './folder.js'

/** The five sources of the demonstration, pointing at the loopback web server on `port`. */
export const demoDefinitions = (port: number): SourceDefinition[] =>
  yamlFiles(join(demoFolder, 'sources')).map((file) =>
    parseYaml(SourceDefinition, readText(file).replaceAll('{port}', String(port)), file),
  )
