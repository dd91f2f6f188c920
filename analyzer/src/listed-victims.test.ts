import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('the figures of places under one heading come to one', () => {
  expect(grade('山洪灾情。死亡：甲乡4人，乙乡5人，丙镇3人；失踪：甲乡2人。')).toBe('II')
  expect(grade('厂房爆炸，医院公布死亡名单：第一批7人，第二批4人，第三批1人。')).toBe('II')
})

test('a heading may be followed by one figure alone', () => {
  expect(grade('客车翻下山坡。死亡：11人；重伤：4人；轻伤：20人。')).toBe('II')
})

test('a total broken down by degree is no list of places', () => {
  expect(grade('商铺爆燃，38人受伤：重伤8人，轻微伤30人。')).toBe('IV')
})
