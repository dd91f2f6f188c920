import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openTestStore } from '@huiyin/store/testing'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { gramF1 } from './gram-f1.js'
import { proveLetters } from './letters.js'

const folder = resolve(import.meta.dirname, '../../../../shared/data/pages/beijing-letters')
const isAbsent = !existsSync(folder)
const isSkipped = isAbsent || Boolean(process.env.CI)
if (isSkipped)
  process.stderr.write(
    `proof on real letters skipped: ${isAbsent ? `no data beside the clone (${folder})` : 'not run in CI'}\n`,
  )

test.skipIf(isSkipped)(
  '235 real letters are swept and stored as they read',
  { timeout: 120_000 },
  async () => {
    const { store, close } = await openTestStore()
    const proof = await proveLetters({ folder, store, log: pino({ level: 'silent' }) })
    await close()
    process.stderr.write(`letters: ${JSON.stringify(proof)}\n`)
    expect(proof).toMatchObject({ stored: 235, titlesEqual: 235, datesEqual: 235 })
    expect(proof.meanF1).toBeGreaterThanOrEqual(0.97)
    expect(proof.general.stored).toBe(235)
    expect(proof.general.meanF1).toBeGreaterThanOrEqual(0.97)
  },
)

test('equal texts score 1 whatever their spacing, strangers 0', () => {
  expect(gramF1('城东 停水两天\n', '城东停水两天')).toBe(1)
  expect(gramF1('城东停水两天', '路灯坏了没人修')).toBe(0)
})
