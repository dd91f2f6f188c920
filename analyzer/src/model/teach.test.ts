import { expect, test } from 'vitest'
import type { LabelledRow } from './fit.js'
import { answer } from './learn.js'
import { shippedWeights } from './load.js'
import { teach } from './teach.js'
import { encodeWeights, type Weights } from './weights-file.js'

const weights = shippedWeights('dispatch') as Weights
const row = (text: string, label: string): LabelledRow => ({ id: text, title: '', text, label })
const best = (of: Weights, text: string): string => {
  const [p] = answer(of, [row(text, '')]) as [Float64Array]
  return of.labels[p.indexOf(Math.max(...p))] as string
}

const lessons = [
  row('小区充电桩装了一年一直没有通电，电动车没法充电', '发改'),
  row('公共充电桩收费比外面高一倍，充电价格没有公示', '发改'),
  row('停车场充电桩全部损坏，充电扫码没有反应', '发改'),
  row('请问安装家用充电桩需要什么手续，物业不让装', '发改'),
]

test('a county that sends a matter elsewhere is followed after a few corrections of its kind', () => {
  const asked = '广场新装的充电桩坏了，电动车充不上电'
  expect(best(weights, asked)).not.toBe('发改')
  expect(best(teach(weights, lessons), asked)).toBe('发改')
})

test('what has nothing to do with the corrections is answered as before', () => {
  const taught = teach(weights, lessons)
  for (const text of [
    '公交车到站不停，司机态度恶劣',
    '咨询社保卡丢失如何补办',
    '发票怎么申领，税务大厅电话打不通',
  ])
    expect(best(taught, text)).toBe(best(weights, text))
})

test('one correction that agrees with the weights changes nothing', () => {
  const text = '公交车到站不停，司机态度恶劣，要求公交公司处理，公交线路发车间隔太长'
  const again = row(text, best(weights, text))
  const taught = teach(weights, [again])
  expect(best(taught, text)).toBe(again.label)
})

test('the same corrections give the same bytes, and a label the weights do not know teaches nothing', () => {
  expect(encodeWeights(teach(weights, lessons)).equals(encodeWeights(teach(weights, lessons)))).toBe(true)
  expect(
    encodeWeights(teach(weights, [row('充电桩坏了', '没有这一组')])).equals(encodeWeights(weights)),
  ).toBe(true)
})
