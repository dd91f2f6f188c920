import { expect, test } from 'vitest'
import { wholeFigure } from './whole-figure.js'

const widened = (text: string, word: string): string => {
  const start = text.indexOf(word)
  const span = wholeFigure({ start, end: start + word.length }, text)
  return text.slice(span.start, span.end)
}

test.each([
  ['东门路停水，七百多户没水用', '百多户', '七百多户'],
  ['停水三天了', '三', '三天'],
  ['拖了两个多月没人管', '两', '两个多月'],
  ['第12次去住建局', '12', '12次'],
  ['1200余户', '1200', '1200余户'],
  ['最后三', '三', '三'],
])('in %s the figure %s is marked as %s', (text, word, whole) => {
  expect(widened(text, word)).toBe(whole)
})

test('a word that is no figure stays as it is', () => {
  expect(widened('一二三停水四', '停水')).toBe('停水')
})
