import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('who asks for rescue in a form is counted by the field that says how many', () => {
  expect(grade('【待救援】地点：东头砖厂；人数：22人；情况：困在办公楼二层；电话见评论')).toBe('II')
  expect(grade('求助\n地点：东头\n人数：7口人，都在屋顶上\n电话见评论')).toBe('III')
})

test('a form that asks for nothing of the kind counts nobody trapped', () => {
  expect(grade('培训报名\n地点：东头\n人数：22人\n情况：自带午餐')).toBe('IV')
})
