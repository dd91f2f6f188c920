import { expect, test } from 'vitest'
import { countyDirectory, unitGroups, unitsFromNames } from './directory.js'

test('the template covers all thirty-nine groups', () => {
  expect(new Set(countyDirectory().map((unit) => unit.group))).toEqual(new Set(unitGroups))
})

test('vertical bodies are marked', () => {
  const vertical = countyDirectory().filter((unit) => unit.vertical)
  expect(vertical.map((unit) => unit.group)).toEqual(expect.arrayContaining(['税务', '供电', '通信广电']))
})

test('a body typed under its old name is the body of today', () => {
  const [unit] = unitsFromNames(['青禾县工商局'])
  expect(unit).toMatchObject({ name: '青禾县工商局', code: 'shichang', group: '市场监管', kind: 'body' })
  expect(unit?.aliases).toContain('市场监督管理局')
})

test('a town is a place, an unknown body keeps its name', () => {
  const [town, odd] = unitsFromNames(['柳河镇', '青禾湖保护站'])
  expect(town).toMatchObject({ kind: 'place', group: '街道乡镇' })
  expect(odd).toMatchObject({ kind: 'body', group: '其他', name: '青禾湖保护站' })
  expect(odd?.code).toMatch(/^unit-[0-9a-f]{6}$/)
})

test('two names of one body get two codes, the same name typed twice is one', () => {
  const units = unitsFromNames(['住建局', '住房保障中心', '住建局'])
  expect(units).toHaveLength(2)
  expect(new Set(units.map((unit) => unit.code)).size).toBe(2)
})
