import { expect, test } from 'vitest'
import { readDisclosureItems } from './disclosure-item.js'
import type { InvalidInput } from './errors.js'

const units = [
  { code: 'water', name: '水务局', aliases: ['县水务局'] },
  { code: 'civil', name: '民政局' },
]
const heading = '序号\t事项名称\t公开内容\t责任单位\t公开时限\t公开方式\t公开依据\t关键词'
const problemsOf = (text: string) => {
  try {
    readDisclosureItems(text, units)
    return []
  } catch (error) {
    return (error as InvalidInput).fields.map(({ field, message }) => `${field}：${message}`)
  }
}

test('a table pasted from a spreadsheet becomes items, units by name or alias', () => {
  const text = `${heading}\n3\t供水水质公告\t检测结果\t县水务局\t每季度\t网站\t城市供水条例\t水质、自来水`
  expect(readDisclosureItems(text, units)).toEqual([
    {
      number: 3,
      name: '供水水质公告',
      content: '检测结果',
      unitCode: 'water',
      timeLimit: '每季度',
      means: '网站',
      basis: '城市供水条例',
      keywords: ['水质', '自来水'],
    },
  ])
})

test('a CSV file with quotes and a mark of its encoding is read, and items without a number are counted', () => {
  const text = '\uFEFF事项,责任单位,内容\r\n低保审批,民政局,"名单, ""公示""件"\r\n供水公告,水务局,\r\n'
  expect(
    readDisclosureItems(text, units).map(({ number, name, content }) => [number, name, content]),
  ).toEqual([
    [1, '低保审批', '名单, "公示"件'],
    [2, '供水公告', ''],
  ])
})

test('every wrong cell is named by row and column, and nothing is taken', () => {
  expect(problemsOf(`${heading}\n1\t水\t\t教育局\n1\t低保审批\t\t\nx\t临时救助\t\t民政局`)).toEqual([
    '第 2 行 事项名称：事项名称至少 2 个字',
    '第 2 行 责任单位：单位名录中没有“教育局”',
    '第 3 行 责任单位：缺少责任单位',
    '第 3 行 序号：序号 1 重复',
    '第 4 行 序号：应为正整数',
  ])
  expect(problemsOf('名目\t单位\n甲\t乙')).toEqual([
    '事项名称：表头中没有这一列',
    '责任单位：表头中没有这一列',
  ])
  expect(() => readDisclosureItems(heading, units)).toThrow('没有事项')
})
