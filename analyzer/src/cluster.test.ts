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

test('a repost is a duplicate of the first', async () => {
  const [first, second] = await clusterAll([
    item('a', '滨河花园停水', outage),
    item('b', '滨河花园停水', `${outage}转发`, 2),
  ])
  expect(second).toEqual({ id: 'b', event: first?.event, duplicateOf: 'a' })
})

test('the same matter in other words joins, another matter does not', async () => {
  const answers = await clusterAll([
    item('a', '滨河花园停水', outage),
    item('b', '滨河花园又没水了', '滨河花园停水一天了，自来水什么时候恢复？', 2),
    item('c', '学校补课', '县一中周末违规补课，收补课费。', 2),
  ])
  expect(answers[1]?.event).toBe('a')
  expect(answers[2]?.event).toBe('c')
})

test('answers come in the order asked, whatever the order of time', async () => {
  const answers = await clusterAll([
    item('late', '滨河花园停水', outage, 9),
    item('early', '滨河花园停水', outage, 1),
  ])
  expect(answers.map(({ id }) => id)).toEqual(['late', 'early'])
  expect(answers[0]?.duplicateOf).toBe('early')
})

test('an accusation is not joined to an open matter, and a plain post may join an accusation', async () => {
  const open = item('a', '老旧小区改造验收', '县住建局验收科对老旧小区改造迟迟不验收，请住建局尽快验收。')
  const accusing = item('b', '举报验收科', '举报县住建局验收科负责人收受好处费，老旧小区改造迟迟不验收。', 2)
  expect(accusing.signature.accused).toEqual(['zhujian'])
  const answers = await clusterAll([open, accusing])
  expect(answers.map(({ event }) => event)).toEqual(['a', 'b'])
})

test('a post that speaks of two matters brings them together, in whatever order they are given', async () => {
  const posts = [
    item('a', '滨河花园停水', '滨河花园从昨晚开始没有自来水。', 1),
    item('b', '东风路爆管', '东风路的水管爆裂，路面积水，行人过不去。', 2),
    item('c', '东风路爆管，滨河花园停水', '东风路水管爆裂，路面积水，滨河花园没有自来水。', 3),
  ]
  const before = await clusterAll(posts.slice(0, 2))
  expect(before.map(({ event }) => event)).toEqual(['a', 'b'])
  for (const given of [posts, [...posts].reverse()]) {
    const answers = await clusterAll(given)
    expect(new Set(answers.map(({ event }) => event))).toEqual(new Set(['a']))
  }
})

test('matters that each share one word with the next do not chain into one event', async () => {
  const chain = Array.from({ length: 20 }, (_, at) => ({
    id: `${at + 10}`,
    signature: { minhash: [], terms: { [`事${at}`]: 1, [`事${at + 1}`]: 1 }, places: [], topics: [] },
    at: new Date(Date.UTC(2026, 2, at + 1)),
  }))
  const answers = await clusterAll(chain)
  const sizes = answers.map(({ event }) => answers.filter((other) => other.event === event).length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(3)
})
