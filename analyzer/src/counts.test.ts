import { expect, test } from 'vitest'
import { findCounts } from './counts.js'

const counted = (text: string) =>
  findCounts(text)
    .filter(({ of }) => of !== 'other')
    .map(({ value, of }) => [value, of])

test.each([
  ['三十来号人', [[30, 'people']]],
  ['一百好几十口子', [[100, 'people']]],
  ['百十口子', [[100, 'people']]],
  ['小两百人', [[200, 'people']]],
  ['母子俩都没了', [[2, 'people']]],
  ['三百余户', [[300, 'households']]],
  ['里面住着一百二十多家', [[120, 'households']]],
  ['三个村', [[3, 'communities']]],
  ['两百多辆出租车', [[200, 'vehicles']]],
  ['请假条收到六十三张，', [[63, 'loose']]],
  ['死亡人数升至34，', [[34, 'bare']]],
])('%s counts', (text, expected) => {
  expect(counted(text)).toEqual(expected)
})

test.each([
  '两个多小时',
  '1.3万人次',
  '三千元人民币',
  '12345市民热线',
  '核载19人',
  '201住户',
  '招聘教师318名',
])('%s counts nobody', (text) => {
  expect(counted(text)).toEqual([])
})

test('the counter alone tells of the dead', () => {
  expect(findCounts('十四条人命').map(({ dead }) => dead)).toEqual([true])
  expect(findCounts('官方数字二十九具').map(({ dead }) => dead)).toEqual([true])
  expect(findCounts('上百条性命安全').map(({ dead }) => dead)).not.toContain(true)
})
