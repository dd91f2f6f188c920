import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const judge = (text: string) => analyzer.analyze({ text })

test('deaths told without a figure beside people of whom nothing is told: counted as the dead, and said so', () => {
  const { grade, factors } = judge('昨夜厂房爆炸，遇难者的名字还没有公布。那间屋里是二十六个夜班女工。')
  expect(grade).toBe('II')
  expect(factors[0]?.basis).toContain('未写明是否伤亡，从严计')
})

test('a figure of the dead leaves no room for a second look', () => {
  expect(judge('厂房爆炸，4人遇难。那间屋里平时是二十六个夜班女工。').grade).toBe('III')
})

test('who helped, was caught, went there or mourned is not taken for the dead', () => {
  expect(judge('厂房爆炸，有人遇难，县里出动医护人员86人。').grade).toBe('IV')
  expect(judge('持刀行凶者已致人死亡，警方抓获同伙14名。').grade).not.toBe('II')
  expect(judge('一列载有230名旅客的列车撞上货车，货车司机当场死亡。').grade).toBe('IV')
})

test('where nobody was hurt nobody is taken for dead', () => {
  expect(judge('仓库大火，没有人员伤亡。十年间这里的三十二名老工人陆续离开。').grade).toBe('IV')
})
