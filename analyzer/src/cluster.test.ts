import { expect, test } from 'vitest'
import { clusterAll } from './cluster-all.js'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const item = (id: string, title: string, text: string, day = 1) => ({
  id,
  signature: analyzer.signature({ title, text }),
  at: new Date(Date.UTC(2026, 2, day)),
})
const outage = '滨河花园小区从昨晚开始停水，自来水公司电话打不通，全小区三百多户没有水用。'

test('a repost is a duplicate of the first', () => {
  const [first, second] = clusterAll([
    item('a', '滨河花园停水', outage),
    item('b', '滨河花园停水', `${outage}转发`, 2),
  ])
  expect(second).toEqual({ id: 'b', event: first?.event, duplicateOf: 'a' })
})

test('the same matter in other words joins, another matter does not', () => {
  const answers = clusterAll([
    item('a', '滨河花园停水', outage),
    item('b', '滨河花园又没水了', '滨河花园停水一天了，自来水什么时候恢复？', 2),
    item('c', '学校补课', '县一中周末违规补课，收补课费。', 2),
  ])
  expect(answers[1]?.event).toBe('a')
  expect(answers[2]?.event).toBe('c')
})

test('answers come in the order asked, whatever the order of time', () => {
  const answers = clusterAll([
    item('late', '滨河花园停水', outage, 9),
    item('early', '滨河花园停水', outage, 1),
  ])
  expect(answers.map(({ id }) => id)).toEqual(['late', 'early'])
  expect(answers[0]?.duplicateOf).toBe('early')
})

test('an accusation is not joined to an open matter, and a plain post may join an accusation', () => {
  const open = item('a', '老旧小区改造验收', '县住建局验收科对老旧小区改造迟迟不验收，请住建局尽快验收。')
  const accusing = item('b', '举报验收科', '举报县住建局验收科负责人收受好处费，老旧小区改造迟迟不验收。', 2)
  expect(accusing.signature.accused).toEqual(['zhujian'])
  const answers = clusterAll([open, accusing])
  expect(answers.map(({ event }) => event)).toEqual(['a', 'b'])
})
