import { expect, test } from 'vitest'
import { percent } from './number.js'

test('confidence is a whole percentage', () => {
  expect(percent(0.824)).toBe('82%')
})
