import type { EventSignature } from '@huiyin/domain/opinion-event'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clusterThresholds, cosine } from './cluster.js'
import { resemblance } from './minhash.js'
import { likenessFilter, packVector } from './signature-vector.js'

const words = ['停水', '滨河花园', '自来水公司', '物业', '噪声', '夜市', '拖欠工资', '工地', '学区', '公交']
const signature: fc.Arbitrary<EventSignature> = fc.record({
  minhash: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 8 }),
  terms: fc.dictionary(
    fc.constantFrom(...words),
    fc.integer({ min: 1, max: 1e5 }).map((weight) => weight / 1e5),
  ),
  places: fc.constant([]),
  topics: fc.constant([]),
})

test('nothing that words or shingles make alike enough is left unread, and nothing is read in vain', () => {
  fc.assert(
    fc.property(signature, signature, (own, other) => {
      const same = resemblance(own.minhash, other.minhash)
      const likeness = cosine(own.terms, other.terms) + 0.2 * same
      const least = Math.min(clusterThresholds.join, clusterThresholds.merge)
      fc.pre(Math.abs(likeness - least) > 1e-5)
      expect(likenessFilter(own)(packVector(other))).toBe(
        likeness >= least || same >= clusterThresholds.duplicate,
      )
    }),
    { numRuns: 2_000 },
  )
})

test('an event without words and shingles is like nothing', () => {
  const nothing = { minhash: [], terms: {}, places: [], topics: [] }
  expect(likenessFilter(nothing)(packVector(nothing))).toBe(false)
})
