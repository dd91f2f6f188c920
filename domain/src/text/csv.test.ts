import { expect, test } from 'vitest'
import { toCsv } from './csv.js'

test('a table opens in a spreadsheet as what it says: Chinese, quotes, and no formulas', () => {
  expect(
    toCsv([
      ['单位', '交办'],
      ['水务局"甲"', 3],
      ['=1+1', null],
    ]),
  ).toBe('\uFEFF"单位","交办"\r\n"水务局""甲""",3\r\n"\'=1+1",""\r\n')
})
