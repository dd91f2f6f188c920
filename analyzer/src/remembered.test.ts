import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('the dead of a year one remembers are not counted', () => {
  expect(grade('听见雨声就想起九八年。那年我十一岁，大堤垮了，我们村没了二十三口人，我爸背着我跑。')).toBe(
    'IV',
  )
  expect(grade('零八年那场地震，当时我在县城念初中，学校里遇难了四十多个同学。')).toBe('IV')
})

test('what is told after the word for now counts', () => {
  expect(
    grade('听见雨声就想起九八年。那年我十一岁，跟着我爸跑水。今晚大堤又垮了，我们村已有十二人遇难。'),
  ).toBe('II')
})

test('a length of time is no year one remembers', () => {
  expect(grade('七八年没修的桥今早垮了，桥上十三个赶集的村民掉下去遇难，我爸也在河边找人。')).toBe('II')
})

test('a year without anybody of one’s own is no memory', () => {
  expect(grade('九八年建成的大桥今早垮塌，造成十三人死亡。')).toBe('II')
})
