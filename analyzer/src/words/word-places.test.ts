import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { WordPlaces } from './word-places.js'
import { WordTable } from './word-table.js'

const fewLetters = fc.string({ unit: fc.constantFrom('停', '水', '电', '了'), minLength: 2, maxLength: 30 })
const word = fc
  .tuple(fewLetters, fc.nat(), fc.nat())
  .map(([text, a, b]) => ({ text, start: a % (text.length - 1), length: 2 + (b % 3) }))
  .filter(({ text, start, length }) => start + length <= text.length)

const searched = (text: string, word: string): number[] =>
  Array.from({ length: text.length }, (_, at) => at).filter((at) => text.startsWith(word, at))

describe('the places of a word', () => {
  test('are those that a search finds, whatever was read before', () => {
    const places = new WordPlaces()
    fc.assert(
      fc.property(word, ({ text, start, length }) => {
        const end = start + length
        places.read(text, text.length)
        const found: number[] = []
        for (let at = places.first(start, end); at >= 0; at = places.next(at, start, end)) found.push(at)
        expect(found).toEqual(searched(text, text.slice(start, end)))
      }),
    )
  })

  test('lie before the end that is read', () => {
    const places = new WordPlaces()
    places.read('停水停水', 3)
    expect(places.next(places.first(0, 2), 0, 2)).toBeLessThan(0)
  })
})

describe('the number of a word', () => {
  test('is the same for the same letters, and another for others', () => {
    const table = new WordTable()
    fc.assert(
      fc.property(fewLetters, (text) => {
        table.begin(text)
        const numbers = new Map<string, number>()
        for (let at = 0; at + 2 <= text.length; at += 1) {
          const pair = text.slice(at, at + 2)
          const number = table.number(at, at + 2)
          expect(number).toBe(numbers.get(pair) ?? numbers.size)
          numbers.set(pair, number)
        }
        expect(table.size).toBe(numbers.size)
      }),
    )
  })

  test('parts a word the dictionary knows from the same letters cut by guess', () => {
    const table = new WordTable()
    table.begin('停水停水')
    expect([table.number(0, 2, 7), table.number(2, 4), table.number(2, 4, 7)]).toEqual([0, 1, 0])
  })
})
