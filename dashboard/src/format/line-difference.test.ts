import { expect, test } from 'vitest'
import { lineDifference } from './line-difference.js'

test('two equal texts are one folded run: there is nothing to read', () => {
  const text = 'a\nb\nc\nd\n'
  expect(lineDifference(text, text)).toEqual([{ kind: 'folded', lines: ['a', 'b', 'c', 'd'] }])
})

test('a changed line is shown gone and new, with two like lines on each side and the rest folded', () => {
  const before = ['1', '2', '3', '4', '5', '6', '7', '8', '9'].join('\n')
  expect(lineDifference(before, before.replace('5', 'five'))).toEqual([
    { kind: 'folded', lines: ['1', '2'] },
    { kind: 'same', lines: ['3', '4'] },
    { kind: 'gone', lines: ['5'] },
    { kind: 'new', lines: ['five'] },
    { kind: 'same', lines: ['6', '7'] },
    { kind: 'folded', lines: ['8', '9'] },
  ])
})

test('a text written for the first time is all new', () => {
  expect(lineDifference('', 'a\n')).toEqual([{ kind: 'new', lines: ['a'] }])
})
