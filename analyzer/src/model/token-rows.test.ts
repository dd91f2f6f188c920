import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dampen } from './sparse.js'
import { TokenList } from './token-list.js'
import { TokenRows } from './token-rows.js'

const weight = fc.integer({ min: -127, max: 127 })
/** Few buckets, so that some hold more than are looked at together. */
const key = fc
  .tuple(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 1, 0xffff))
  .map(([upper, bucket]) => ((upper << 16) | bucket) >>> 0)
const table = fc.integer({ min: 1, max: 40 }).chain((width) =>
  fc.uniqueArray(
    fc.record({
      key,
      idf: fc.float({ min: 0.5, max: 4, noNaN: true }),
      scale: fc.float({ min: 0.001953125, max: 1, noNaN: true }),
      weights: fc.array(weight, { minLength: width, maxLength: width }).map((row) => Int8Array.from(row)),
    }),
    { minLength: 1, maxLength: 40, selector: (row) => row.key },
  ),
)

const tokensOf = (hashes: readonly number[]): TokenList => {
  const tokens = new TokenList()
  for (const hash of hashes) tokens.add(hash, 1)
  return tokens
}

describe('the rows that a text touches', () => {
  test('add up to what plain arithmetic gives, to a thousandth of the largest term', () => {
    fc.assert(
      fc.property(table, fc.array(key, { maxLength: 30 }), fc.array(fc.nat(39)), (rows, others, picks) => {
        const width = (rows[0] as (typeof rows)[0]).weights.length
        const known = new TokenRows(
          Uint32Array.from(rows, (row) => row.key),
          1,
          width,
        )
        for (const row of rows) known.set(row.key, 0, row.idf, row.scale, 0, row.weights)
        const hashes = [...others, ...picks.map((i) => (rows[i % rows.length] as (typeof rows)[0]).key)]
        // Asked twice: the first text leaves nothing behind.
        known.read(tokensOf(hashes))
        known.read(tokensOf(hashes))
        const sums = new Float64Array(width)
        const square = known.add(0, sums, 0, width)
        const met = rows.map((row) => ({
          ...row,
          times: dampen(hashes.filter((hash) => hash === row.key).length),
        }))
        expect(square).toBeCloseTo(
          met.reduce((sum, { times, idf }) => sum + (times * idf) ** 2, 0),
          2,
        )
        const largest = Math.max(...met.map(({ times, idf, scale }) => times * idf * scale), 1e-6)
        for (let c = 0; c < width; c += 1) {
          const plain = met.reduce(
            (sum, { times, idf, scale, weights }) => sum + times * idf * scale * (weights[c] as number),
            0,
          )
          expect(Math.abs((sums[c] as number) - plain) / (127 * largest * rows.length)).toBeLessThan(1e-3)
        }
      }),
    )
  })

  test('leave columns beside those asked for as they were', () => {
    const rows = new TokenRows(Uint32Array.of(7), 1, 20)
    rows.set(7, 0, 1, 2, 0, new Int8Array(20).fill(100))
    rows.read(tokensOf([7]))
    const sums = new Float64Array(20)
    rows.add(0, sums, 3, 5)
    expect([...sums].map((sum) => Math.round(sum))).toEqual(
      [...sums.keys()].map((c) => (c === 3 || c === 4 ? 200 : 0)),
    )
  })

  test('are none for a text of unknown tokens', () => {
    const rows = new TokenRows(Uint32Array.of(7), 1, 20)
    rows.set(7, 0, 1, 2, 0, new Int8Array(20).fill(100))
    rows.read(tokensOf([8, 9]))
    const sums = new Float64Array(20)
    expect(rows.add(0, sums, 0, 20)).toBe(0)
    expect(sums).toEqual(new Float64Array(20))
  })
})
