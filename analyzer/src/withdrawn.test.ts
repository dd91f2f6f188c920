import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('a teacher who hurt a pupil is graded, unless who charged him takes it back', () => {
  expect(grade('班主任扇学生耳光，孩子耳膜穿孔住院，学校一直不给说法。')).toBe('III')
  expect(grade('班主任扇学生耳光，孩子耳膜穿孔。家长来电撤销投诉，称是误会。')).toBe('IV')
})

test('cruelty in a home for the old withdrawn by the kin is no III', () => {
  expect(grade('养老院护工殴打我父亲，父亲脸上全是血。')).toBe('III')
  expect(grade('反映养老院护工殴打我父亲，是我看错，父亲是自己摔的，撤销投诉。')).toBe('IV')
})
