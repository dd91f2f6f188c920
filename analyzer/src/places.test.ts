import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const places = (text: string) => analyzer.analyze({ text }).places

test('places of the directory and proper names with the suffix of a place are found', () => {
  expect(places('柳河镇滨河花园停水，锦绣小区也停了。')).toEqual(['柳河镇', '滨河花园', '锦绣小区'])
  expect(places('事故发生在石磴公路，伤者送往医院。')).toEqual(['石磴公路'])
})

test.each([
  ['由于枫渡县一直不修，但青杨街道已经修好', ['枫渡县', '青杨街道']],
  ['强行改造永华大厦，住户不同意', ['永华大厦']],
  ['12梧桐区石埠镇的路灯坏了', ['梧桐区石埠镇']],
  ['我在解放路、阳光社区都看到了', ['解放路', '阳光社区']],
])('a name begins after the verb or the function word before it: %s', (text, names) => {
  expect(places(text)).toEqual(names)
})

test.each([
  '多年没人修复广场，占用大量农村道路，房地产市场低迷。',
  '县里的重点小学和当地村都受影响。',
  '感谢青禾县的医生，写不好文章。',
  '昨天半夜我爸提着桶去广场接水。',
  '今天再不来水就一起去县政府门口要说法。',
  '业主说小区内部泵房坏了，拉的石子撒了一路。',
  '有人说县里出了新文件，教育局能不能全县都查一遍。',
  '老旧小区改造以后，孩子自己走了两公里到学校。',
])('a fragment of a sentence is no place: %s', (text) => {
  expect(places(text).filter((name) => name !== '青禾县')).toEqual([])
})
