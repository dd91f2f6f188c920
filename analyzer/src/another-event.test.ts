import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade
const own = '新华网8月18日电 一辆货车追尾客车，造成4人死亡。'

test.each([
  '2004年8月，同城另一条公路上的车祸造成38人死亡。',
  '两周前，该省也发生过类似车祸，有14人遇难。',
  '就在四天前，邻省一辆大巴坠河，33人遇难。',
  '一年来这里最惨的一次有35人丧命。',
  '今年6月外地一家工厂的爆炸夺去了121条生命。',
  '老人说这是1982年以来最大的，那一年，同一地区死了2800人。',
])('what happened before or elsewhere adds nothing: %s', (sentence) => {
  expect(grade(own + sentence)).toBe('III')
})

test('an entry that opens with a day of its own tells of that day', () => {
  expect(grade('1998年8月7日上午，两处大楼遭汽车炸弹袭击，当日统计死亡80人。')).toBe('I')
  expect(grade('一座老桥的故事。1998年8月，那场洪水造成35人遇难。')).toBe('IV')
})

test('a report of the second day tells of the event of last week', () => {
  expect(grade('一周前的矿难中，12名矿工遇难，家属昨天领到了第一笔赔偿。')).toBe('II')
})

test('what happened days or a month ago is the report itself until it has told figures of its own', () => {
  expect(grade('本报讯 事故调查有了结果。就在四天前，城东化工厂发生爆炸，12人死亡。')).toBe('II')
  expect(grade('本报讯 善后仍在进行。上月我市某厂发生的爆炸事故造成13人死亡。')).toBe('II')
})
