import { expect, test } from 'vitest'
import { needsSecondFactor } from './second-factor.js'

const real = { demonstration: false }

test('who administers or audits a real jurisdiction needs a second factor, leaders when so set', () => {
  expect(needsSecondFactor(['administrator'], 'privileged', real)).toBe(true)
  expect(needsSecondFactor(['auditor'], 'privileged', real)).toBe(true)
  expect(needsSecondFactor(['leader'], 'privileged', real)).toBe(false)
  expect(needsSecondFactor(['deputy-leader'], 'leaders', real)).toBe(true)
  expect(needsSecondFactor(['duty-officer'], 'leaders', real)).toBe(false)
  expect(needsSecondFactor(['administrator'], 'nobody', real)).toBe(false)
})

test('the demonstration demands none', () => {
  expect(needsSecondFactor(['administrator'], 'leaders', { demonstration: true })).toBe(false)
})
