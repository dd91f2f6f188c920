import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkSync } from 'recheck'
import ts from 'typescript'
import { expect, test } from 'vitest'

/**
 * Whoever writes a page writes the text our patterns are tried on. So no pattern may back-track more steeply than its
 * text grows, unless the text it is given is short for a reason: those are named here, each with the reason.
 */
const given: Readonly<Record<string, string>> = {
  'analyzer/src/grade-severity.ts': 'eight characters before a number',
  'analyzer/src/numbers.ts': 'the figures of one number',
  'api/src/common-passwords.ts': 'a password, 128 characters at most',
  'api/src/device.ts': 'a request header, bounded by the server',
  'crawler/src/charset.ts': 'the first kilobytes of a page',
  'crawler/src/extract/byline.ts': 'a name, thirty characters at most',
  'crawler/src/extract/title.ts': 'a title, one line of a page',
  'crawler/src/probe/guess-source.ts': 'a title, one line of a page',
  'crawler/src/sweep/sweep-run.ts': 'the path of an address, bounded when it is read',
  'domain/src/read-ticket.ts': 'the line that names the sender',
  'reports/src/charts/spread-curve.ts': 'the drawing we made ourselves',
  'store/src/revisit-drafts.ts': 'the last twelve characters of a text',
}

const root = join(import.meta.dirname, '../..')

function sources(): string[] {
  const folders = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules',
  )
  return folders
    .flatMap(({ name }) => {
      const src = join(root, name, 'src')
      try {
        return readdirSync(src, { recursive: true, encoding: 'utf8' }).map((file) => join(src, file))
      } catch {
        return []
      }
    })
    .filter((file) => /\.(?:ts|vue)$/.test(file) && !/\.test\.ts$|testing/.test(file))
}

function patternsIn(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const program = file.endsWith('.vue') ? (text.split(/<script[^>\n]*>|<\/script>/)[1] ?? '') : text
  const found: string[] = []
  const walk = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) found.push(node.text)
    ts.forEachChild(node, walk)
  }
  walk(ts.createSourceFile(file, program, ts.ScriptTarget.Latest, true))
  return found
}

/** What the checker holds against a pattern; null: nothing it can prove. */
function steepnessOf(literal: string): string | null {
  const end = literal.lastIndexOf('/')
  const flags = literal.slice(end + 1).replace(/[dv]/g, '')
  const said = checkSync(literal.slice(1, end), flags, { timeout: 4_000, attackTimeout: 500 })
  if (said.status !== 'vulnerable') return null
  // A polynomial found by trying may be a bounded repetition; exponential growth never is.
  const isProven = said.checker === 'automaton' || said.complexity.type === 'exponential'
  return isProven ? said.complexity.summary : null
}

test('no pattern tried on foreign text back-tracks more steeply than the text grows', {
  timeout: 300_000,
}, () => {
  const patterns = new Map<string, string>()
  for (const file of sources())
    for (const literal of patternsIn(file)) patterns.set(literal, relative(root, file).replaceAll('\\', '/'))
  expect(patterns.size).toBeGreaterThan(300)

  const steep = [...patterns].flatMap(([literal, file]) => {
    const said = steepnessOf(literal)
    return said && !(file in given && said.startsWith('2nd')) ? [`${file} ${literal}: ${said}`] : []
  })
  expect(steep).toEqual([])
})

test('the checker knows a steep pattern when it sees one', () => {
  expect(steepnessOf('/^(?:a+)+$/')).toContain('exponential')
  expect(steepnessOf('/[a-z]+$/')).toContain('2nd degree')
  expect(steepnessOf('/^[a-z]+$/')).toBeNull()
})
