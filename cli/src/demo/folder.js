import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidInput } from '@huiyin/domain/errors'
import { Errors } from 'typebox/value'
import { parseDocument } from 'yaml'
/** The demonstration's data files; `src/demo` and `dist/demo` lie at the same depth, so both find them. */
export const demoFolder = fileURLToPath(new URL('../../demo', import.meta.url))
/** The YAML files of one sub-folder, in the order of their names. */
export const yamlFiles = (folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => join(folder, name))
export const readText = (file) => readFileSync(file, 'utf8')
/** Parses and checks YAML text; an error names the file, the field and what to do. */
export function parseYaml(schema, text, file) {
  const document = parseDocument(text)
  const broken = document.errors[0]
  if (broken)
    throw new InvalidInput(`演示数据 ${basename(file)} 不是有效的 YAML：${broken.message}`, [], { file })
  const value = document.toJS()
  const wrong = Errors(schema, value).map(({ instancePath, message }) => ({
    field: instancePath || '/',
    message,
  }))
  const first = wrong[0]
  if (first)
    throw new InvalidInput(
      `演示数据 ${basename(file)} 的 ${first.field} 不符合要求：${first.message}。请按同目录其他文件的写法改正`,
      wrong,
      { file },
    )
  return value
}
//# sourceMappingURL=folder.js.map
