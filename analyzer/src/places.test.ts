import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const places = (text: string) => analyzer.analyze({ text }).places

test('places of the directory and proper names with the suffix of a place are found', () => {
  expect(places('柳河镇滨河花园停水，锦绣小区也停了。')).toEqual(['柳河镇', '滨河花园', '锦绣小区'])
  expect(places('事故发生在石磴公路，伤者送往医院。')).toEqual(['石磴公路'])
})

test.each([
  '感谢青禾县的医生，写不好文章。',
  '昨天半夜我爸提着桶去广场接水。',
  '今天再不来水就一起去县政府门口要说法。',
  '业主说小区内部泵房坏了，拉的石子撒了一路。',
  '有人说县里出了新文件，教育局能不能全县都查一遍。',
  '老旧小区改造以后，孩子自己走了两公里到学校。',
])('a fragment of a sentence is no place: %s', (text) => {
  expect(places(text).filter((name) => name !== '青禾县')).toEqual([])
})
