import { expect, test } from 'vitest'
import { isMourner, isOfOthers, isRelief } from './bystanders.js'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade
const figureIn = (text: string, figure: string) => {
  const start = text.indexOf(figure)
  return { start, numberEnd: start + figure.length }
}

test('who was on board or on duty is no victim', () => {
  expect(grade('火灾致4人死亡，当时楼内共有32人，28人被救出。')).toBe('III')
  expect(grade('旅游大巴撞上护栏，12人遇难，当时车上有游客、导游和司机等共33人。')).toBe('II')
  expect(grade('庙会踩踏造成4人死亡，当晚维持秩序的民警和保安共有四百二十人。')).toBe('III')
})

test('who says farewell to the dead lives', () => {
  expect(grade('家属及亲友三十余人来到殡仪馆，送别在车祸中去世的老人。')).toBe('IV')
  expect(grade('地震中遇难17人，全村三百五十口人，每家都有亲友离世。')).toBe('III')
})

test('the savings of the old people are carried off, and not the old people', () => {
  expect(grade('理财公司卷走了两百多名老人的养老钱，有人气得住院。')).not.toBe('I')
})

test('who mourns, who helps and who has a part of his own is known by the words around the figure', () => {
  const mourners = '亲属60人守在井口'
  expect(isMourner(mourners, figureIn(mourners, '60'))).toBe(true)
  const police = '县里出动民警120人'
  expect(isOfOthers(police, figureIn(police, '120'))).toBe(true)
  const suspects = '抓获嫌疑人14名'
  expect(isOfOthers(suspects, figureIn(suspects, '14'))).toBe(true)
  const victims = '这趟车上的14名工友'
  expect(isOfOthers(victims, figureIn(victims, '14'))).toBe(false)
  const relief = '救灾队员120人抵达'
  expect(isRelief(relief, figureIn(relief, '120'))).toBe(true)
})

test('a hundred who came to help are not many whose house is cracked', () => {
  expect(grade('4.6级地震，部分房屋出现裂缝，2人轻伤，救灾队员120人抵达。')).toBe('IV')
})
