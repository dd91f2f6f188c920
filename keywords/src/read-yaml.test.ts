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

const List = Type.Object(
  { words: Type.Array(Type.String({ pattern: '^[^、，；]*$' })) },
  { additionalProperties: false },
)

test.each([
  ['words:\n\t- 停水\n', '第 2 行：行首用了制表符（Tab），请改用空格缩进。这一行是：→- 停水'],
  ['words:\n  - 停水\n -断水\n', '第 3 行：'],
  ['words:\n  -停水: 1\n', '“-”后缺少空格'],
  ['words: [停水, 断水', '方括号要成对。这一行是：words: [停水, 断水'],
  ['words: [停水]\nwords: [断水]', '第 2 行：这一项在同一处出现了两次'],
  ['words:\n  - 停水\n  - 12345\n', "第 3 行，字段 words.1：12345 会被当作数字，请加引号：'12345'"],
  ['words:\n  - 停水\n  -\n', '第 3 行，字段 words.1：没有填写'],
  ['words: [停水、断水]', '第 1 行，字段 words.0：“停水、断水”被当作一个词，什么也查不到'],
  ['words: []\nword: [停水]', '没有 word 这一项，请检查拼写'],
])('a list written %j is refused with line and remedy', (text, words) => {
  expect(() => parseYaml(text, 'words.yml', List)).toThrow(words)
})

test('a name that runs into its content is said to lack its blank', () => {
  expect(() => parseYaml('words:\n  - word:停水\n    weight: 1\n', 'topics.yml', Words)).toThrow(
    /topics\.yml 第 2 行：冒号后缺少空格/,
  )
  expect(() => parseYaml('words:\n  - word:停水\n', 'topics.yml', Words)).toThrow(
    /第 2 行，字段 words\.0：“word:停水”的冒号后缺少空格/,
  )
})
