import { expect, test } from 'vitest'
import { qingheAnalyzer } from './test-analyzer.js'

const analyzer = qingheAnalyzer()
const grade = (text: string) => analyzer.analyze({ text }).grade

test('the dead that counties report one after another are added', () => {
  expect(grade('暴雨过后，东山县通报4人死亡；西山县通报称3人死亡；南溪县通报4人死亡。')).toBe('II')
})

test('what a county reports twice is not added', () => {
  expect(grade('暴雨过后，东山县通报6人死亡。21时，东山县通报7人死亡。')).toBe('III')
})

test('what a township counts is held in the figure of its county', () => {
  expect(grade('暴雨过后，东山县通报8人死亡。河口镇通报5人死亡。')).toBe('III')
})

test('figures that the text calls free of repetition are added', () => {
  expect(grade('隧道进水，遇难5人；矿区塌楼，遇难4人；山沟山洪，遇难3人。三处互不重复。')).toBe('II')
  expect(grade('隧道进水，遇难5人；矿区塌楼，遇难4人；山沟山洪，遇难3人。')).toBe('III')
})

test('a list of those who wait for rescue counts the items that only say how many', () => {
  expect(grade('未救援名单\n1、东头 12人被困；\n2、油坊 5人，屋顶；\n3、粮站 4人。')).toBe('II')
  expect(grade('未救援名单\n1、东头 5人被困；\n2、油坊 12人已获救；')).toBe('IV')
})
