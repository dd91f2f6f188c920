import { expect, test } from 'vitest'
import { findAreas } from './areas.js'

const names = (text: string) => findAreas(text).map(({ word }) => word)

test.each([
  ['榆泽县三个小区停水四天了', ['榆泽县']],
  ['昨日下午，泊宁市北城一处工地塔吊倒塌', ['泊宁市']],
  ['他去年在平原县打工', ['平原县']],
])('a named county or city is found: %s', (text, expected) => {
  expect(names(text)).toEqual(expected)
})

test.each([
  '咱们县八十岁以上的高龄补贴下个月就不发了',
  '坐5路公交车去县医院做透析',
  '食物中毒一事牵动全县家长的心',
  '教育局能不能全县都查一遍',
  '招聘岗位有没有面向本县户籍的',
  '我县正在创建文明城市，贫困县已摘帽',
  '隔壁县刚烧过一回，超市和菜市场都关了',
  '我们没有看到县民政局的正式解读',
])('pronouns, verbs and kinds of county are no names: %s', (text) => {
  expect(names(text)).toEqual([])
})
