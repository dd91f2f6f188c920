import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import type { Static, TSchema } from 'typebox'
import { type Document, isNode, LineCounter, parseDocument } from 'yaml'
import { brokenYamlWords, departureWords } from './yaml-words.js'

/** Where the reviewed data lies, from `src/` as from `dist/`. */
export const dataFolder = new URL('../data/', import.meta.url)

/** Reads one file of reviewed data, checks it and freezes it. */
export const readYaml = <S extends TSchema>(file: string, schema: S): Static<S> =>
  parseYaml(readFileSync(new URL(file, dataFolder), 'utf8'), basename(file), schema)

/**
 * `text` as `schema` says, and as `check`, which sees what no schema can say, finds it.
 * @throws InvalidInput naming file, line and field of every departure.
 */
export function parseYaml<S extends TSchema>(
  text: string,
  file: string,
  schema: S,
  check: (value: Static<S>) => readonly { field: string; message: string }[] = () => [],
): Static<S> {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const broken = document.errors[0]
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line
    const words = brokenYamlWords(broken, text.split('\n')[line - 1] ?? '')
    throw new InvalidInput(`${file} 第 ${line} 行：${words}`, [{ field: `${file}:${line}`, message: words }])
  }
  const value: unknown = document.toJS()
  const departures = schemaProblems(schema, value)
    // An unknown field is reported twice: as such, and as a value no schema allows.
    .filter(({ keyword }) => keyword !== 'boolean')
    .map((problem) => ({
      field: problem.field,
      message: departureWords(problem, at(value, pathOf(problem.field))),
    }))
  const problems = (departures.length > 0 ? departures : check(value as Static<S>)).map(
    ({ field, message }) => ({
      field,
      message: `${file} 第 ${lineOf(document, field, lines)} 行，字段 ${field || '（整个文件）'}：${message}`,
    }),
  )
  if (problems.length > 0) throw new InvalidInput(problems.map((p) => p.message).join('；'), problems)
  return deepFreeze(value as Static<S>)
}

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      step === ''
        ? inner
        : typeof inner === 'object' && inner !== null
          ? Reflect.get(inner, step)
          : undefined,
    value,
  )

const pathOf = (field: string): (string | number)[] =>
  field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/** The line of the deepest part of `field` that exists: a missing field is reported where its parent starts. */
function lineOf(document: Document, field: string, lines: LineCounter): number {
  const path = pathOf(field)
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** Reviewed data is the same for everyone: nothing may change it at run time. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}
