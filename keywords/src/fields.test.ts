import { fields } from '@huiyin/domain/field'
import { expect, test } from 'vitest'
import { loadFields } from './fields.js'
import { loadLexicon } from './lexicon.js'

const fieldOf = loadFields()

test('every watched subject has its field, and all but the fields nobody watches by words are reached', () => {
  const reached = new Set(loadLexicon().topics.map(fieldOf))
  expect(loadLexicon().topics.filter((topic) => fieldOf(topic) === '其他' && topic.l2 !== '其他')).toEqual([])
  expect(fields.filter((field) => !reached.has(field))).toEqual(['民族宗教', '其他'])
})

test.each([
  ['城乡建设', '城市建设和市政管理', '自来水供应', '公用事业'],
  ['城乡建设', '村镇建设', '危房改造', '住房城建'],
  ['政法', '社会治安', '消防安全', '应急安全'],
  ['政法', '社会治安', '治安管理', '公共安全'],
  ['党务政务', '其他', '其他', '其他'],
  ['没有的类', '其他', '其他', '其他'],
])('%s / %s / %s belongs to %s', (l1, l2, l3, field) => {
  expect(fieldOf({ l1, l2, l3 })).toBe(field)
})
