import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { parseYaml } from './read-yaml.js'

const Words = Type.Object({ words: Type.Array(Type.Object({ word: Type.String(), weight: Type.Number() })) })

test('an error names file, line and field', () => {
  const text = 'words:\n  - word: 停水\n    weight: 1\n  - word: 停电\n    weight: 很多\n'
  expect(() => parseYaml(text, 'topics.yml', Words)).toThrow(/topics\.yml 第 5 行，字段 words\.1\.weight/)
})

test('broken YAML names its line', () => {
  expect(() => parseYaml('words:\n  - {word: 停水\n', 'topics.yml', Words)).toThrow(/topics\.yml 第 \d 行/)
})

test('what was read cannot be changed', () => {
  const data = parseYaml('words: [{word: 停水, weight: 1}]', 'topics.yml', Words)
  expect(() => data.words.push({ word: '停电', weight: 1 })).toThrow(TypeError)
})
