import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalize } from './normalize.js'
import { simplify } from './simplify.js'

const text = (source: string) => normalize(source).text

test.each([
  ['１２人死亡', '12人死亡'],
  ['停\u200b水', '停水'],
  ['停　水', '停 水'],
  ['停\u00a0水\u2003了', '停 水 了'],
  ['<p>停水</p>&nbsp;三天', ' 停水  三天'],
  ['①漏水②停电', '1漏水2停电'],
  ['人❤️了', '人❤了'],
  ['3 < 5 且 R&D', '3 < 5 且 R&D'],
  ['停水\u0000三天', '停水三天'],
  ['停\ud83d水', '停\ufffd水'],
  ['😀停水', '😀停水'],
])('%j is read as %j', (source, expected) => {
  expect(text(source)).toBe(expected)
})

test.each([
  ['自來水廠停水三天，沒有人負責', '自来水厂停水三天，没有人负责'],
  ['舉報鎮長貪污，強拆民房', '举报镇长贪污，强拆民房'],
  ['地面乾淨，乾隆年間的橋', '地面干净，乾隆年间的桥'],
  ['後來車禍造成１２人死亡', '后来车祸造成12人死亡'],
])('traditional characters are read as simplified ones: %s', (source, expected) => {
  expect(text(source)).toBe(expected)
})

test('a simplified text keeps the characters both have', () => {
  for (const source of ['乾隆年间的老桥', '皇太后陵墓', '著名景区', '慰藉']) expect(text(source)).toBe(source)
})

test('a span of what is read leads back to the same words of the original', () => {
  const { text: read, original } = normalize('<b>自\u200b來水</b>廠１２人')
  const at = read.indexOf('12人')
  const { start, end } = original(at, at + 3)
  expect('<b>自\u200b來水</b>廠１２人'.slice(start, end)).toBe('１２人')
})

test('whatever is written, spans stay inside the original and in order, and no lone half is left', () => {
  const unit = fc.oneof(
    fc.constantFrom(
      '<p>',
      '&nbsp;',
      '\u200b',
      '１',
      '車',
      '禍',
      '人',
      '\ud83d',
      '\ude00',
      '😀',
      '\u0000',
      '㎡',
    ),
    fc.string({ maxLength: 2, unit: 'binary' }),
  )
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (parts) => {
      const source = parts.join('')
      const { text: read, original } = normalize(source)
      expect(read).not.toMatch(/\p{Surrogate}/u)
      let before = 0
      for (let at = 0; at < read.length; at += 1) {
        const { start, end } = original(at, at + 1)
        expect(start).toBeGreaterThanOrEqual(before)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(source.length)
        before = start
      }
    }),
    { numRuns: 500 },
  )
})

test('simplifying keeps the length of any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'乾隆淨後於車禍舉報一目瞭然么麼䥇㑮停水') }),
      (source) => {
        expect(simplify(source)).toHaveLength(source.length)
      },
    ),
  )
})
