import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('the moved of places told one after another are added', () => {
  expect(grade('洪水来了，河东镇转移出来2.1万人，新集镇1.9万，柳林乡中午又出来1.3万。')).toBe('II')
})

test('the dead of hamlets told one after another are added', () => {
  expect(grade('山洪过后，上湾死了五个，下湾四个，河对岸的李家又是三个。')).toBe('II')
})

test('a part of what was told is not added to it', () => {
  expect(grade('台风来袭，河东镇转移1.1万人，其中柳林村4千人。')).toBe('III')
})

test('patients of several houses are added, and those brought on are not counted twice', () => {
  expect(grade('中学食物中毒，县医院收治62人，镇卫生院收治58人，有两名学生抢救无效死亡。')).toBe('II')
  expect(grade('中学食物中毒，县医院收治62人，后转至市医院41人。')).toBe('III')
})
