import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

/** Rules about the source text itself: what is not written cannot be exploited. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = ['domain', 'keywords', 'store', 'crawler', 'analyzer', 'reports', 'api', 'dashboard', 'cli']

const sources = folders.flatMap((folder) =>
  readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|vue|mjs)$/.test(name) && !/\.test\.ts$|testing/.test(name))
    .map((name) => {
      const file = join(root, folder, 'src', name)
      return { name: relative(root, file).replaceAll('\\', '/'), text: readFileSync(file, 'utf8') }
    }),
)

const linesWith = (pattern: RegExp): string[] =>
  sources.flatMap(({ name, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${name}:${index + 1}`] : [])),
  )
const filesWith = (pattern: RegExp) => [...new Set(linesWith(pattern).map((place) => place.split(':')[0]))]

test('there are sources to look at', () => {
  expect(sources.length).toBeGreaterThan(300)
})

describe('what a person types never becomes a regular expression', () => {
  /** Patterns put together from our own constants, at load time, where no input is yet. */
  const fromConstants = [
    'analyzer/src/counts.ts',
    'analyzer/src/death-patterns.ts',
    'analyzer/src/illicit.ts',
    'analyzer/src/peril-patterns.ts',
    'analyzer/src/places.ts',
    'analyzer/src/times.ts',
    'crawler/src/extract/board.ts',
    'crawler/src/extract/particulars.ts',
    'domain/src/personal-data/find-addresses.ts',
    'domain/src/personal-data/find-documents.ts',
    'domain/src/personal-data/find-names.ts',
    'domain/src/personal-data/find-numbers.ts',
    'domain/src/read-ticket.ts',
    'domain/src/text/published-at.ts',
  ]

  test('RegExp is called only where constants are joined', () => {
    const called = filesWith(/\bRegExp\s*\(/).filter((name) => !fromConstants.includes(String(name)))
    expect(called).toEqual([])
  })

  test('and there only at the top of the file, before anything has been read', () => {
    // A call inside a function is indented by its block; one that goes on over lines of a constant is not.
    const inside = sources
      .filter(({ name }) => fromConstants.includes(name))
      .flatMap(({ name, text }) =>
        [...text.matchAll(/^(.*)\bnew RegExp\(/gm)]
          .filter(
            ([, head]) => !/^(?:const|export const) |^\s+(?:\w+: )?$|^\s+\[?'?[\w-]+'?,? ?$/.test(head ?? ''),
          )
          .map(([line]) => `${name}: ${line}`),
      )
    expect(inside).toEqual([])
  })

  test('no text is given to a method that would make one of it', () => {
    // A string argument of match, matchAll or search is compiled: only literals and named patterns may stand there.
    expect(
      linesWith(/\.(?:match|matchAll|search)\(\s*(?:query|q|word|words|text|input|body|params)\b/),
    ).toEqual([])
  })
})

test('no page writes markup of its own: every text goes through the framework’s escaping', () => {
  expect(
    linesWith(/\bv-html\b|\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write|DOMParser/),
  ).toEqual([])
})

test('nothing is evaluated as code', () => {
  expect(linesWith(/\beval\s*\(|new Function\s*\(|vm\.run|setTimeout\(\s*['"`]/)).toEqual([])
})

test('no statement is put together from text: raw SQL stands nowhere in the services', () => {
  // Two forms may reach the connection itself: a statement the builder compiled, and the one word that begins.
  const raw =
    /sql\.(?:raw|lit)\b|\.executeQuery\((?!statement\.compile\(db\)|CompiledQuery)|CompiledQuery\.raw\((?!'begin'\))/
  expect(linesWith(raw)).toEqual([])
})

test('no shell is asked to read a command', () => {
  expect(linesWith(/\bexec(?:Sync)?\(\s*[`'"]|shell:\s*true/)).toEqual([])
})

test('the scan for secrets finds what must never be committed, and nothing in this repository', () => {
  const scan = (cwd: string) =>
    spawnSync(process.execPath, [join(root, 'scripts/secrets.mjs')], { cwd, encoding: 'utf8' })
  const clean = scan(root)
  expect([clean.status, clean.stderr]).toEqual([0, ''])
  const folder = mkdtempSync(join(tmpdir(), 'huiyin-secrets-'))
  spawnSync('git', ['init', '-q'], { cwd: folder })
  // Put together here, so that this file does not hold them.
  const planted = [
    `-----BEGIN RSA ${'PRIVATE KEY'}-----`,
    `AKIA${'ABCDEFGHIJKLMNOP'}`,
    `ghp_${'a1B2'.repeat(9)}`,
    `npm_${'a1B2'.repeat(9)}`,
    `eyJ${'hbGciOiJI'}Uz.eyJ${'zdWIiOiIx'}MjM.${'abcdefghijk'}`,
    `postgres://app:${'Tr0ub4dor'}@db.internal/x`,
    `password = '${'aB3'.repeat(9)}'`,
  ]
  writeFileSync(join(folder, 'a.txt'), planted.join('\n'))
  const { status, stderr } = scan(folder)
  expect([status, stderr.match(/a\.txt:\d+/g)]).toEqual([1, planted.map((_, index) => `a.txt:${index + 1}`)])
})
