import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const gradeOf = (text: string) => analyzer.analyze({ text }).grade

test('a plane of which nobody lives has as many dead as were on board', () => {
  expect(gradeOf('一架载有26名乘客和4名机组人员的飞机坠毁，机上无人生还。')).toBe('I')
  expect(gradeOf('一架载有26名乘客和3名机组人员的飞机坠毁，机上无人生还。')).toBe('II')
})

test('the rest are those on board less the saved and the dead, and count half', () => {
  expect(gradeOf('渡船翻沉，船上约有50人，救起26人，打捞出4具遗体，其余人下落不明。')).toBe('II')
  expect(gradeOf('渡船翻沉，船上约有50人，救起44人，打捞出2具遗体，其余人下落不明。')).toBe('III')
})

test('without the word that they are lost, those on board are no victims', () => {
  expect(gradeOf('一架载有186人的客机紧急降落，机上人员全部安全撤离。')).toBe('IV')
})
