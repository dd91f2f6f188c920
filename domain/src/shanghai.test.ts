import { expect, test } from 'vitest'
import { toLimitText } from './shanghai.js'

test('a limit that ends at midnight is said as 24:00 of its last day', () => {
  expect(toLimitText(new Date('2026-12-19T00:00:00+08:00'))).toBe('2026-12-18 24:00')
  expect(toLimitText(new Date('2026-12-19T00:01:00+08:00'))).toBe('2026-12-19 00:01')
})
