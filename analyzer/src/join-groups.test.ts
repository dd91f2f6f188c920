import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('groups to which one harm was done are counted together', () => {
  expect(grade('一名男子在幼儿园内挥刀，造成4名教师和8名幼儿遇害。')).toBe('II')
  expect(grade('货车冲进集市，3男8女死亡。')).toBe('II')
  expect(grade('爆炸袭击已致9名乘客、1名司机和1名路人身亡。')).toBe('II')
})

test('groups struck one after another are counted together', () => {
  expect(grade('枪手在校内打死9名学生、3名教师后自尽。')).toBe('II')
})

test('groups of whom the next clause tells that all are lost are counted together', () => {
  expect(grade('4名勘探队员、6名司机、2名向导，在冰河中无一生还。')).toBe('II')
})

test('the dead and the hurt are no groups of one fate', () => {
  expect(grade('两车相撞，9人死亡、31人受伤。')).toBe('III')
  expect(grade('车上28名乘客和2名司机中4人死亡。')).toBe('III')
})
