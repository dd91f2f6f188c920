import { readdirSync, readFileSync } from 'node:fs'
import { schemaProblems } from '@huiyin/domain/schema-problems'
import { SourceFamily } from '@huiyin/domain/source-family'
import { parse } from 'yaml'
import { writtenPattern } from '../extract/pattern.js'

const folder = new URL('../../families/', import.meta.url)
let loaded: readonly SourceFamily[] | null = null

/** The families that ship with the crawler. @throws Error naming the file and field that is wrong. */
export function sourceFamilies(): readonly SourceFamily[] {
  loaded ??= readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()
    .map((name) => {
      const value: unknown = parse(readFileSync(new URL(name, folder), 'utf8'))
      const [problem] = schemaProblems(SourceFamily, value)
      if (problem) throw new Error(`${name}: ${problem.field} ${problem.message}`)
      return value as SourceFamily
    })
  return loaded
}

/** A family found and the signs that say so. */
export interface Recognised {
  family: SourceFamily
  why: string[]
}

const usualLeast = 2
/** Markup in which signs are looked for. */
const lookedInto = 1_000_000

/** The family with the most signs on this page; null when none has enough. */
export function recognise(markup: string, url: string): Recognised | null {
  const head = markup.slice(0, lookedInto)
  let best: Recognised | null = null
  let bestWeight = 0
  for (const family of sourceFamilies()) {
    const found = family.signs.filter((sign) =>
      writtenPattern(sign.pattern, { ignoreCase: true }).test(sign.in === 'url' ? url : head),
    )
    const weight = found.reduce((sum, sign) => sum + (sign.weight ?? 1), 0)
    if (weight < (family.least ?? usualLeast) || weight <= bestWeight) continue
    best = { family, why: found.map((sign) => sign.says) }
    bestWeight = weight
  }
  return best
}
