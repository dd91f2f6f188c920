import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNumbers, parseNumber } from './numbers.js'

test.each([
  ['三千余', 3000],
  ['1.2万', 12_000],
  ['近百', null],
  ['百', 100],
  ['二十多', 20],
  ['十几', 10],
  ['几十', 10],
  ['数百', 100],
  ['上千', 1000],
  ['一百零五', 105],
  ['两千三百', 2300],
  ['三万五千', 35_000],
  ['一亿两千万', 120_000_000],
  ['二〇二六', 2026],
  ['1,234', 1234],
  ['10余万', 100_000],
  ['三点五', 3.5],
  ['十二', 12],
  ['三四', 3],
  ['两三千', 2000],
  ['一两万', 10_000],
  ['二三十', 20],
  ['三百五', 350],
  ['一万二', 12_000],
  ['三万零五', 30_005],
  ['1万2千', 12_000],
  ['3亿5000万', 350_000_000],
  ['四十七点五万', 475_000],
  ['贰拾叁万', 230_000],
  ['俩', 2],
  ['', null],
  ['小区', null],
])('%s says %s', (text, value) => {
  expect(parseNumber(text)).toBe(value)
})

const digits = '零一二三四五六七八九'

/** Writes a number as people do, for reading it back. */
function chinese(value: number): string {
  if (value >= 10_000) {
    const rest = value % 10_000
    const gap = rest > 0 && rest < 1000 ? '零' : ''
    return `${chinese(Math.floor(value / 10_000))}万${rest === 0 ? '' : gap + chinese(rest)}`
  }
  const marks = ['千', '百', '十', '']
  const padded = String(value).padStart(4, '0')
  let text = ''
  for (const [index, digit] of [...padded].entries()) {
    if (digit === '0') {
      if (text !== '' && !text.endsWith('零')) text += '零'
    } else text += `${digits[Number(digit)]}${marks[index]}`
  }
  return text.replace(/零$/, '') || '零'
}

test('any number up to a hundred million reads back as it was written in Chinese', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999_999 }), (value) => {
      expect(parseNumber(chinese(value))).toBe(value)
    }),
  )
})

test('any number reads back as written in digits, with and without 余', () => {
  fc.assert(
    fc.property(fc.nat(), (value) => {
      expect(parseNumber(String(value))).toBe(value)
      expect(parseNumber(`${value}余`)).toBe(value)
      expect(parseNumber(`${value}万`)).toBe(value * 10_000)
    }),
  )
})

test('no text breaks the reader, and every number found lies where it says', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0189.,一二十百千万亿零点多余几数人死') }), (text) => {
      for (const { start, end, value } of findNumbers(text)) {
        expect(Number.isFinite(value)).toBe(true)
        expect(end).toBeGreaterThan(start)
        expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
  )
})

test.each([
  ['造成二十六人受伤', 26],
  ['造成十二人死亡', 12],
  ['已造成百余人发病', 100],
  ['路上十二人遇难', 12],
  ['上百人聚集', 100],
  ['成千人围观', 1_000],
  ['有六七个小朋友呕吐', 6],
  ['三四十人讨薪', 30],
  ['十七八个人', 17],
  ['两三千人', 2_000],
  ['一百二十三人', 123],
])('%s says %d', (text, value) => {
  expect(findNumbers(text).map((number) => number.value)).toEqual([value])
})

test.each([
  ['三千余户停水', [3000]],
  ['5死12伤', [5, 12]],
  ['近百人聚集', [100]],
  ['上涨百分之三十', []],
  ['姐弟俩人溺水，陆先生报警', [2]],
  ['涉案金额贰拾叁万元', [230_000]],
])('of “%s” these figures are read', (text, values) => {
  expect(findNumbers(text).map(({ value }) => value)).toEqual(values)
})

test('more is never read as less: with 多, 余 or 几 behind it a number keeps its floor', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 9_999 }), (a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)]
      expect(parseNumber(chinese(less)) ?? 0).toBeLessThanOrEqual(parseNumber(chinese(more)) ?? 0)
      expect(parseNumber(`${less}多`)).toBe(less)
      if (less % 10 === 0) expect(parseNumber(`${chinese(less)}余`)).toBe(less)
    }),
  )
})
