import { expect, test } from 'vitest'
import { SharedTexts } from './shared-texts.js'

test('texts come back by their number, whole, also long, empty and beyond the first piece', () => {
  const texts = new SharedTexts()
  const long = '供水'.repeat(700_000)
  const given = [
    '路灯不亮',
    '',
    '𠮷野家旁的井盖 🚧',
    long,
    ...Array.from({ length: 5_000 }, (_, n) => `第${n}件，${'长'.repeat(n % 300)}`),
  ]
  for (const text of given) texts.add(text)
  expect(given.findIndex((text, n) => texts.at(n) !== text)).toBe(-1)
  expect(texts.bytes).toBe(Buffer.byteLength(given.join('')))
})

test('a number no text has is no text', () => {
  const texts = new SharedTexts()
  texts.add('唯一')
  expect([texts.at(1), texts.at(-1), texts.at(0.5), texts.at(Number.NaN)]).toEqual([null, null, null, null])
})
