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

test('the rest who died are those on board less those who came out', () => {
  expect(gradeOf('车上共17人，2人获救，其余人员遇难。')).toBe('II')
  expect(gradeOf('实载15人的面包车坠入水塘，除司机逃生外，其他人全部溺亡。')).toBe('II')
  expect(gradeOf('车祸，车上60多人，除了最前排的4个人，别的都没救了。')).toBe('I')
})

test('how many they were may be told after the loss', () => {
  expect(gradeOf('直升机坠毁，机上人员全部遇难，共计12名官兵。')).toBe('II')
})

test('the rest told as missing are not lessened by the saved twice', () => {
  expect(gradeOf('山体滑坡掩埋工棚，工棚内住有工人31人，逃出9人，其余被埋，生死不明。')).toBe('II')
})

test('where nobody living is found beside some bodies, the others are missing', () => {
  expect(gradeOf('渔船沉没，船上载有24人，已打捞出8具遗体，没有发现幸存者。')).toBe('II')
})
