import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RowSums } from './sum-rows.js'

const weight = fc.integer({ min: -127, max: 127 })
const factor = fc.float({ min: -4, max: 4, noNaN: true })

test('the sum of weighted rows is what plain arithmetic gives, to a thousandth of the largest term', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }).chain((width) =>
        fc.record({
          width: fc.constant(width),
          rows: fc.array(fc.tuple(fc.array(weight, { minLength: width, maxLength: width }), factor), {
            minLength: 1,
            maxLength: 20,
          }),
        }),
      ),
      ({ width, rows }) => {
        const sums = new RowSums(rows.length, width)
        rows.forEach(([weights], row) => {
          sums.set(row, 0, Int8Array.from(weights))
        })
        const found = new Float64Array(width)
        const order = Int32Array.from(rows.keys())
        sums.add(
          order,
          Float32Array.from(rows, ([, f]) => f),
          rows.length,
          found,
          0,
          width,
        )
        const largest = Math.max(...rows.map(([, f]) => Math.abs(f)), 1e-6)
        for (let c = 0; c < width; c += 1) {
          const plain = rows.reduce((sum, [weights, f]) => sum + (weights[c] as number) * f, 0)
          expect(Math.abs((found[c] as number) - plain) / (127 * largest * rows.length)).toBeLessThan(1e-3)
        }
      },
    ),
  )
})

test('columns beside those asked for stay as they were', () => {
  const rows = new RowSums(1, 20)
  rows.set(0, 0, new Int8Array(20).fill(100))
  const sums = new Float64Array(20)
  rows.add(Int32Array.of(0), Float32Array.of(2), 1, sums, 3, 5)
  expect([...sums].map((sum) => Math.round(sum))).toEqual(
    [...sums.keys()].map((c) => (c === 3 || c === 4 ? 200 : 0)),
  )
})
