import { describe, expect, test } from 'vitest'
import { type SweepOutcome, sourceHealth } from './source.js'

const health = (...newestFirst: SweepOutcome[]) =>
  sourceHealth(
    true,
    newestFirst.map((outcome) => ({ outcome })),
  )

describe('health of a source', () => {
  test('nothing new is quiet, nothing fetched is not', () => {
    expect(health('quiet', 'ok')).toBe('quiet')
    expect(health('blind', 'ok')).toBe('doubtful')
  })

  test('the second bad sweep is the alarm', () => {
    expect(health('failed', 'blind', 'ok')).toBe('blind')
  })

  test('a sweep that could not be made at all is blind at once', () => {
    expect(health('skipped')).toBe('blind')
  })

  test('one good sweep ends the alarm', () => {
    expect(health('ok', 'failed', 'failed')).toBe('normal')
  })

  test('before its first sweep it waits, and a disabled source is not judged', () => {
    expect(health()).toBe('waiting')
    expect(sourceHealth(false, [{ outcome: 'failed' }])).toBe('disabled')
  })
})
